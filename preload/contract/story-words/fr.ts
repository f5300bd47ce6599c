import type { StorySentences } from './sentences.ts'

const many = (count: number, one: string, other: string): string => (count < 2 ? one : `${count} ${other}`)

export const french: StorySentences = {
  locale: 'fr-FR',
  planned: when => `Programmé pour ${when}.`,
  changed: when => `Modifié ; programmé pour ${when}.`,
  begin: attempt => (attempt === 1 ? 'Premier essai.' : `Essai n° ${attempt}.`),
  sent: (text, files) => `Envoyé : ${text === '' ? 'sans texte' : `« ${text} »`}${files === '' ? '' : `, avec ${files}`}.`,
  sentAct: 'Envoyé.',
  part: (part, parts) => ` (partie ${part} sur ${parts})`,
  answeredYes: 'Le réseau a répondu : c’est publié.',
  failure: {
    refused: 'Le réseau a refusé.', 'sign-in': 'Le réseau a demandé une nouvelle connexion au compte.', 'rate-limited': 'Le réseau a demandé une pause.', unreachable: 'Le réseau était injoignable ; rien n’est parti.',
    'server-trouble': 'Le réseau avait lui-même un problème ; rien n’a été publié.', lost: 'Aucune réponse exploitable : c’est peut-être publié, peut-être pas.', stale: 'Le réseau n’avait plus les fichiers ; ils sont renvoyés.', missing: 'Ce dont il s’agit n’existe plus sur le réseau.', here: 'Quelque chose bloquait sur cet ordinateur.',
  },
  restarted: 'Comptoir a redémarré avant que rien ne soit envoyé.',
  restartedWhileSending: 'Comptoir s’est arrêté pendant l’envoi : c’est peut-être publié, peut-être pas.',
  goesOn: 'L’envoi continue.',
  heldByPause: 'Retenu : tout était en pause.',
  lineBack: 'La connexion est revenue.',
  signedIn: 'Le compte est de nouveau connecté.',
  waiting: {
    'no-line': () => 'En attente d’une connexion.', 'rate-limited': until => `En attente jusqu’au ${until}, à la demande du réseau.`, 'server-trouble': until => `Prochain essai : ${until}.`, keychain: () => 'En attente du déverrouillage du trousseau.',
    turn: until => `En attente de son tour : ${until}.`, paused: () => 'En attente, car tout est en pause.', slot: until => `Il prend le prochain créneau libre : ${until}.`, quota: until => `Le quota du réseau est épuisé pour aujourd’hui ; en attente jusqu’au ${until}.`,
  },
  where: ({ place }) => {
    switch (place?.kind) {
      case 'own-posts': return place.count === 0 ? 'Aucun post sur le compte depuis l’envoi' : `${many(place.count, 'Un post', 'posts')} sur le compte depuis l’envoi`
      case 'conversation': return place.count === 0 ? 'Aucun message de vous dans la conversation depuis l’envoi' : `${many(place.count, 'Un message', 'messages')} de vous dans la conversation depuis l’envoi`
      case 'own-place': return 'À l’endroit précis où il serait'
      case 'changed-post': return 'Sur le post lui-même'
      case 'nowhere': return 'Le réseau n’a aucune liste où il figurerait'
      case undefined: return 'Vérification sur le réseau'
    }
  },
  notReached: 'Vérification impossible : le réseau était injoignable.',
  absent: 'il n’y est pas',
  doubt: {
    'too-soon': 'pas encore là, mais il est peut-être en chemin', alike: 'quelque chose de très semblable y est, mais cela ne prouve rien', taken: 'les mêmes mots y sont, mais ils appartiennent à un autre de vos posts',
    'not-all': 'la liste ne remonte pas assez loin', 'may-come': 'pas là, mais il peut encore arriver', 'not-shown': 'impossible à voir d’ici', 'draft-there': 'il y est comme brouillon ; il sera publié une fois que vous l’aurez terminé dans l’application du réseau', none: 'rien de certain',
  },
  thenSent: 'Il est donc renvoyé.',
  thenAsked: 'La question vous est posée.',
  found: address => `Retrouvé sur le réseau : ${address}`,
  asks: { late: 'Plus tard que vous ne l’acceptez : la question vous est posée.', unproved: 'Rien ne le prouve dans un sens ni dans l’autre : la question vous est posée.', 'sign-in': 'En attente de votre connexion au compte.', restored: 'Les notes d’envoi étaient abîmées, et rien ne le prouve dans un sens ni dans l’autre : la question vous est posée.', 'missing-there': 'Le réseau devait le publier et ne l’a pas fait : la question vous est posée.', 'too-many': 'Plus de posts dans l’heure que vous ne l’acceptez : la question vous est posée.', 'by-hand': 'C’est l’heure : un rappel vous invite à le publier vous-même.' },
  thereAt: address => `Vous avez dit : il y est, à l’adresse ${address}`,
  choice: { 'publish-now': 'Vous avez dit : publier maintenant.', 'it-is-there': 'Vous avez dit : il y est.', 'try-again': 'Vous avez dit : réessayer. Avant cela, Comptoir vérifie encore une fois.', 'go-on': 'Vous avez dit : continuer.', 'next-slot': 'Vous avez dit : prendre la prochaine heure libre.', 'give-up': 'Vous avez dit : ne pas envoyer.', 'not-there': 'Vous avez dit : finalement, il n’y est pas.' },
  published: address => (address === '' ? 'Publié, et vu sur place.' : `Publié, et vu sur place : ${address}`),
  done: 'Le réseau l’a reçu.',
  failed: 'Ce n’est pas parti.',
  cancelled: 'Annulé ; rien n’est parti.',
  droppedLate: 'Plus tard que vous ne l’acceptez : abandonné, comme vous le vouliez.',
  handingOver: 'En cours de remise au programmateur du réseau.',
  handedOver: 'Le réseau le détient et le publiera.',
  recalling: { cancelled: 'En cours de rappel auprès du réseau : vous l’avez annulé.', edited: 'En cours de rappel auprès du réseau : vous l’avez modifié.', paused: 'En cours de rappel auprès du réseau : tout est en pause.', owner: 'En cours de rappel auprès du réseau.' },
  older: 'Noté par une version antérieure de Comptoir.',
  page: { title: 'Ce qui s’est passé', account: 'Compte', planned: 'Programmé pour', revision: 'Version', act: 'Quoi', outcome: 'Résultat', words: 'Texte', files: 'Fichiers', addresses: 'Sur le réseau', what: 'Étape par étape', exact: 'Relevé exact', written: (version, when) => `Écrit par Comptoir ${version}, ${when}, d’après son propre journal. Les mots de passe et les connexions n’y figurent pas.` },
  outcome: {
    published: when => `C’est publié. Le réseau l’a confirmé et Comptoir l’a vu sur place, ${when}.`, failed: when => `Ce n’est pas publié. Le dernier essai s’est terminé ${when}.`, cancelled: when => `Rien n’est parti. L’envoi a été annulé ${when}.`,
    byOwner: when => `Vous avez dit qu’il y est, ${when}. Comptoir n’a pas pu le voir lui-même.`, done: when => `Le réseau l’a confirmé, ${when}.`,
    unknown: 'C’est parti, mais la réponse s’est perdue. Comptoir vérifie sur le réseau s’il y est, et ne le renvoie pas avant d’en être certain.',
    asks: 'Votre réponse est attendue. Rien ne part avant.', planned: when => `Rien n’est encore parti. C’est programmé pour ${when}.`, underWay: 'L’envoi est en cours.', byNetwork: 'Le programmateur du réseau le détient.',
  },
}
