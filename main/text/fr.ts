import { listOf, pluralOf } from './plural.ts'
import type { Texts } from './sentences.ts'

const many = pluralOf('fr')
const list = listOf('fr')

export const french: Texts = {
  tray: {
    tooltip: waiting => (waiting === 0 ? 'Comptoir' : `Comptoir : ${many(waiting, 'publication en attente d’envoi', 'publications en attente d’envoi')}`),
    open: 'Ouvrir Comptoir', newPost: 'Nouvelle publication', pause: 'Suspendre les envois', resume: 'Reprendre les envois', quit: 'Quitter Comptoir',
  },
  quit: {
    question: waiting => many(waiting, 'publication programmée ne partira pas tant que Comptoir sera fermé.', 'publications programmées ne partiront pas tant que Comptoir sera fermé.'),
    detail: nextTime => `La prochaine est prévue ${nextTime}. Laissez Comptoir tourner : elle partira, même sans fenêtre.`,
    stay: 'Laisser tourner', quit: 'Quitter quand même',
  },
  pageLost: {
    question: 'La fenêtre de Comptoir s’est arrêtée deux fois de suite.',
    detail: 'Vos publications sont en sécurité, et celles qui sont programmées partent toujours.',
    reopen: 'Rouvrir la fenêtre', quit: 'Quitter Comptoir',
  },
  rings: {
    mention: person => `${person} parle de vous`,
    reply: person => `${person} vous répond`,
    quote: person => `${person} vous cite`,
    message: person => `${person} vous écrit`,
    like: person => `${person} aime votre publication`,
    boost: person => `${person} a partagé votre publication`,
    follow: person => `${person} vous suit`,
    followRequest: person => `${person} demande à vous suivre`,
    pollEnded: 'Un sondage est terminé',
    notice: 'Un avis du réseau',
    onAccount: account => `sur ${account}`,
    grouped: count => many(count, 'nouveauté dans votre boîte de réception', 'nouveautés dans votre boîte de réception'),
    counts: (mentions, messages, reactions, others) => list([
      ...(mentions > 0 ? [many(mentions, 'mention', 'mentions')] : []), ...(messages > 0 ? [many(messages, 'message', 'messages')] : []),
      ...(reactions > 0 ? [many(reactions, 'réaction', 'réactions')] : []), ...(others > 0 ? [many(others, 'avis', 'avis')] : []),
    ]),
    afterQuiet: 'Pendant vos heures calmes',
    hidden: 'Contenu sensible, à lire dans Comptoir',
  },
  troubles: {
    signIn: account => `Reconnectez-vous à ${account}`,
    signInBody: 'Les publications de ce compte attendent votre connexion.',
    failed: account => `Une publication pour ${account} n’a pas pu partir`,
    failedBody: 'Ouvrez-la pour voir pourquoi, et que faire.',
    late: account => `Une publication pour ${account} est en retard`,
    lateBody: 'Dites si elle doit encore partir.',
    unproved: account => `La publication est-elle arrivée sur ${account} ?`,
    unprovedBody: 'La réponse s’est perdue et la publication n’a pas été retrouvée. Jetez-y un coup d’œil.',
    count: count => many(count, 'publication a besoin de vous', 'publications ont besoin de vous'),
  },
  dialogs: {
    choosePictures: 'Choisir des photos ou des vidéos', picturesAndVideos: 'Photos et vidéos', add: 'Ajouter',
    exportTitle: 'Où enregistrer vos données ?', exportHere: 'Enregistrer ici',
    importTitle: 'Quel dossier enregistré faut-il relire ?', importThis: 'Relire ce dossier',
  },
  browser: { done: 'La connexion est faite.', refused: 'Vous n’avez pas donné l’accès. Rien n’a été connecté.', close: 'Vous pouvez fermer cette page et revenir à Comptoir.' },
  newerData: { title: 'Ces données viennent d’un Comptoir plus récent', body: 'Rien n’a été modifié. Installez la dernière version de Comptoir, puis ouvrez-la de nouveau.' },
  exportFolder: date => `Comptoir ${date}`,
  readme: version => `Vos données Comptoir
====================

posts.json     vos publications, programmations, notes, conversations et chiffres
journal.json   ce qui a été envoyé, à quel compte, quand, et avec quel résultat
media/         vos photos et vidéos, sous leur propre nom
media.json     quel fichier est quelle photo

Les mots de passe et les connexions n’y sont pas : ils restent dans le trousseau de cet ordinateur.
Pour relire ce dossier : Comptoir, Réglages, Mes données, Importer.

Écrit par Comptoir ${version}.
`,
}
