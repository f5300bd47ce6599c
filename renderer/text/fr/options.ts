import type { options as en } from '../en/options.ts'
import type { Shape } from '../shape.ts'

export const options = {
  of: 'Pour {{account}}',
  more: 'Autres choix ({{number}})',
  format: 'Genre de post',
  choose: 'Choisir',
  formats: { post: 'Post', reel: 'Reel', story: 'Story', short: 'Vidéo courte', video: 'Vidéo', offer: 'Offre', event: 'Événement' },
  name: {
    title: 'Titre', link: 'Lien', board: 'Tableau', audience: 'Qui peut voir', 'made-for-kids': 'Conçu pour les enfants', comments: 'Commentaires permis', duets: 'Duos permis', stitches: 'Collages permis',
    'own-brand': 'Fait la promotion de votre commerce', 'paid-partnership': 'Partenariat rémunéré', 'made-by-ai': 'Fait avec une IA', category: 'Catégorie', tags: 'Mots-clés', action: 'Bouton', 'action-link': 'Où mène le bouton',
    'offer-code': 'Code de réduction', 'offer-link': 'Où l’utiliser', terms: 'Conditions', starts: 'Début', ends: 'Fin', topic: 'Sujet', 'who-can-reply': 'Qui peut répondre', 'share-to-feed': 'Le montrer aussi dans le fil',
    'cover-ms': 'Image de couverture (secondes depuis le début)', 'auto-music': 'Laisser le réseau ajouter une musique',
  },
  value: {
    public: 'Tout le monde', unlisted: 'Qui a le lien', private: 'Moi seul', followers: 'Abonnés', friends: 'Amis', connections: 'Relations', everyone: 'Tout le monde', mentioned: 'Les personnes mentionnées', following: 'Les personnes que vous suivez', verified: 'Comptes certifiés',
    book: 'Réserver', order: 'Commander en ligne', shop: 'Acheter', 'learn-more': 'En savoir plus', 'sign-up': 'S’inscrire', call: 'Appeler', none: 'Aucun', yes: 'Oui', no: 'Non',
    draft: 'Personne encore : un brouillon, sans le texte, à terminer dans leur application',
  },
} satisfies Shape<typeof en>
