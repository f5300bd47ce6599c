import { listOf, pluralOf } from './plural.ts'
import type { Texts } from './sentences.ts'

const many = pluralOf('fr')
const list = listOf('fr')

export const french: Texts = {
  tray: {
    tooltip: waiting => (waiting === 0 ? 'Comptoir' : `Comptoir : ${many(waiting, 'post en attente d’envoi', 'posts en attente d’envoi')}`),
    open: 'Ouvrir Comptoir', newPost: 'Nouveau post', pause: 'Suspendre les envois', resume: 'Reprendre les envois', quit: 'Quitter Comptoir',
  },
  quit: {
    question: waiting => many(waiting, 'post programmé ne partira pas tant que Comptoir sera fermé.', 'posts programmés ne partiront pas tant que Comptoir sera fermé.'),
    detail: nextTime => `Le prochain est prévu ${nextTime}. Laissez Comptoir tourner : il partira, même sans fenêtre.`,
    stay: 'Laisser tourner', quit: 'Quitter quand même',
  },
  pageLost: {
    question: 'La fenêtre de Comptoir s’est arrêtée deux fois de suite.',
    detail: 'Vos posts sont à l’abri, et ceux qui sont programmés partent toujours.',
    reopen: 'Rouvrir la fenêtre', quit: 'Quitter Comptoir',
  },
  rings: {
    mention: person => `${person} parle de vous`,
    review: person => `${person} donne un avis sur votre commerce`,
    reply: person => `${person} vous répond`,
    quote: person => `${person} vous cite`,
    message: person => `${person} vous écrit`,
    like: person => `${person} aime votre post`,
    boost: person => `${person} a partagé votre post`,
    follow: person => `${person} vous suit`,
    followRequest: person => `${person} demande à vous suivre`,
    pollEnded: 'Un sondage est terminé',
    notice: 'Un avis du réseau',
    onAccount: account => `sur ${account}`,
    grouped: count => many(count, 'nouveauté dans vos messages', 'nouveautés dans vos messages'),
    counts: (mentions, messages, reactions, others) => list([
      ...(mentions > 0 ? [many(mentions, 'mention', 'mentions')] : []), ...(messages > 0 ? [many(messages, 'message', 'messages')] : []),
      ...(reactions > 0 ? [many(reactions, 'réaction', 'réactions')] : []), ...(others > 0 ? [many(others, 'avis', 'avis')] : []),
    ]),
    afterQuiet: 'Pendant vos heures calmes',
    hidden: 'Contenu sensible, à lire dans Comptoir',
  },
  troubles: {
    signIn: account => `Reconnectez-vous à ${account}`,
    signInBody: 'Les posts de ce compte attendent votre connexion.',
    expires: (account, days) => `Reconnectez-vous à ${account} d’ici ${many(days, 'jour', 'jours')}`,
    expiresBody: posts => posts === 0 ? 'Le réseau met alors fin à cette connexion de lui-même.' : `Le réseau met alors fin à cette connexion de lui-même, et ${many(posts, 'post est prévu', 'posts sont prévus')} pour plus tard.`,
    notRevoked: handle => `${handle} : retirez l’accès sur la page du réseau`,
    notRevokedBody: server => `${server} est resté injoignable une semaine après la déconnexion. Comptoir a oublié cet accès ; retirez-le aussi là-bas.`,
    failed: account => `Un post pour ${account} n’a pas pu partir`,
    failedBody: 'Ouvrez-le pour voir pourquoi, et que faire.',
    check: count => `${many(count, 'chose', 'choses')} à faire pour que les posts de demain puissent partir`,
    checkBody: 'Ouvrez pour voir quoi, et le faire maintenant.',
    late: account => `Un post pour ${account} est en retard`,
    lateBody: 'Dites s’il doit encore partir.',
    unproved: account => `Le post est-il arrivé sur ${account} ?`,
    unprovedBody: 'La réponse s’est perdue et le post n’a pas été retrouvé. Jetez-y un coup d’œil.',
    missingThere: account => `${account} n’a pas publié un post confié`,
    missingThereBody: 'L’heure est passée et il n’y est pas. Choisissez ce qu’il faut faire.',
    despite: account => `${account} a publié un post qui devait être rappelé`,
    despiteBody: 'Le réseau a été plus rapide. Ouvrez le post pour l’y supprimer, ou laissez-le.',
    early: account => `${account} a publié un post tout de suite`,
    earlyBody: 'Il devait attendre son heure, mais ce serveur ne garde pas les posts. Comptoir ne lui en confiera plus d’avance.',
    tooMany: account => `Beaucoup de posts d’un coup pour ${account}`,
    tooManyBody: 'Dites s’ils doivent tous partir.',
    untried: account => `Un envoi pour ${account} aurait dû partir`,
    untriedBody: 'Comptoir n’a pas réussi à le commencer. Quittez-le et rouvrez-le : rien ne partira deux fois.',
    heldUp: account => `Un envoi pour ${account} est bloqué depuis des heures`,
    heldUpBody: 'Comptoir continue d’essayer. Ouvrez-le pour voir pourquoi.',
    byHand: network => `C’est l’heure de publier sur ${network}`,
    stillByHand: network => `Reste à publier sur ${network}`,
    byHandBody: account => `Pour ${account} : le texte et les images sont prêts.`,
    count: count => many(count, 'post a besoin de vous', 'posts ont besoin de vous'),
  },
  dialogs: {
    choosePictures: 'Choisir des images, des vidéos ou un PDF', picturesVideosAndDocuments: 'Images, vidéos et PDF', add: 'Ajouter',
    exportTitle: 'Où enregistrer vos données ?', exportHere: 'Enregistrer ici',
    importTitle: 'Quel dossier enregistré faut-il relire ?', importThis: 'Relire ce dossier',
  },
  browser: { done: 'La connexion est faite.', refused: 'Vous n’avez pas donné l’accès. Rien n’a été connecté.', close: 'Vous pouvez fermer cette page et revenir à Comptoir.' },
  cannotStart: { title: 'Comptoir n’a pas pu démarrer', body: logs => `Rien n’a été modifié ni envoyé. Le disque est-il plein, ou son dossier verrouillé ? Ouvrez Comptoir de nouveau ; si cela se reproduit, la cause est notée dans ${logs}.` },
  newerData: { title: 'Ces données viennent d’un Comptoir plus récent', body: 'Rien n’a été modifié. Installez la dernière version de Comptoir, puis ouvrez-la de nouveau.' },
  storyFile: (handle, date) => `Comptoir ${date} ${handle} ce qui s’est passé`.replace(/\s+/gu, ' '),
  exportFolder: date => `Comptoir ${date}`,
  readme: version => `Vos données Comptoir
====================

posts.json     vos posts, programmations, notes, conversations et chiffres
journal.json   ce qui a été envoyé, à quel compte, quand, et avec quel résultat
media/         vos images et vidéos, sous leur propre nom
media.json     quel fichier est quelle image

Les mots de passe et les connexions n’y sont pas : ils restent dans le trousseau de cet ordinateur.
Pour relire ce dossier : Comptoir, Réglages, Mes données, Importer.

Écrit par Comptoir ${version}.
`,
}
