import { listOf, pluralOf } from './plural.ts'
import type { Texts } from './sentences.ts'

const many = pluralOf('en')
const list = listOf('en')

export const english: Texts = {
  tray: {
    tooltip: waiting => (waiting === 0 ? 'Comptoir' : `Comptoir: ${many(waiting, 'post waiting to go out', 'posts waiting to go out')}`),
    open: 'Open Comptoir', newPost: 'New post', pause: 'Pause publishing', resume: 'Resume publishing', quit: 'Quit Comptoir',
  },
  quit: {
    question: waiting => many(waiting, 'planned post will not go out while Comptoir is closed.', 'planned posts will not go out while Comptoir is closed.'),
    detail: nextTime => `The next one is due ${nextTime}. Leave Comptoir running and it will be sent without a window.`,
    stay: 'Keep running', quit: 'Quit anyway',
  },
  pageLost: {
    question: 'The Comptoir window stopped twice in a row.',
    detail: 'Your posts are safe, and planned ones still go out.',
    reopen: 'Open the window again', quit: 'Quit Comptoir',
  },
  rings: {
    mention: person => `${person} mentioned you`,
    review: person => `${person} reviewed your shop`,
    reply: person => `${person} replied to you`,
    quote: person => `${person} quoted you`,
    message: person => `${person} sent you a message`,
    like: person => `${person} liked your post`,
    boost: person => `${person} shared your post`,
    follow: person => `${person} follows you`,
    followRequest: person => `${person} asks to follow you`,
    pollEnded: 'A poll has ended',
    notice: 'A notice from the network',
    onAccount: account => `on ${account}`,
    grouped: count => many(count, 'new item in your inbox', 'new items in your inbox'),
    counts: (mentions, messages, reactions, others) => list([
      ...(mentions > 0 ? [many(mentions, 'mention', 'mentions')] : []), ...(messages > 0 ? [many(messages, 'message', 'messages')] : []),
      ...(reactions > 0 ? [many(reactions, 'reaction', 'reactions')] : []), ...(others > 0 ? [many(others, 'notice', 'notices')] : []),
    ]),
    afterQuiet: 'During your quiet hours',
    hidden: 'Sensitive content, shown in Comptoir',
  },
  troubles: {
    signIn: account => `${account} needs you to sign in again`,
    signInBody: 'Posts for this account wait until you have signed in.',
    expires: (account, days) => `Sign in to ${account} again within ${many(days, 'day', 'days')}`,
    expiresBody: posts => posts === 0 ? 'The network ends this sign-in by itself then.' : `The network ends this sign-in by itself then, and ${many(posts, 'post is', 'posts are')} planned for later.`,
    notRevoked: handle => `${handle}: please end the sign-in on the network’s page`,
    notRevokedBody: server => `${server} could not be reached for a week after you disconnected. Comptoir has forgotten the sign-in; take it back there too.`,
    failed: account => `A post for ${account} could not be published`,
    failedBody: 'Open it to see why and what to do.',
    check: count => `${many(count, 'thing', 'things')} to do before tomorrow’s posts can go out`,
    checkBody: 'Open it to see what and do it now.',
    late: account => `A post for ${account} is late`,
    lateBody: 'Choose whether it should still go out.',
    unproved: account => `Did the post reach ${account}?`,
    unprovedBody: 'The answer was lost and the post was not found. Please have a look.',
    missingThere: account => `${account} did not publish a post that it held`,
    missingThereBody: 'Its time has passed and it is not there. Choose what to do.',
    despite: account => `${account} published a post that was to be called back`,
    despiteBody: 'It was quicker. Open the post to delete it there, or leave it.',
    early: account => `${account} published a post at once`,
    earlyBody: 'It was to be kept for later, but that server does not keep posts. Comptoir will not give it any more ahead of time.',
    tooMany: account => `Unusually many posts for ${account}`,
    tooManyBody: 'Say whether they should all go out.',
    untried: account => `Something for ${account} is overdue`,
    untriedBody: 'Comptoir has not been able to begin. Quit it and open it again: nothing goes out twice.',
    heldUp: account => `Something for ${account} has been held up for hours`,
    heldUpBody: 'Comptoir keeps trying. Open it to see why.',
    byHand: network => `Time to post on ${network}`,
    stillByHand: network => `Still to be posted on ${network}`,
    byHandBody: account => `For ${account}: text and pictures lie ready.`,
    count: count => many(count, 'post needs you', 'posts need you'),
  },
  dialogs: {
    choosePictures: 'Choose pictures, videos or a PDF', picturesVideosAndDocuments: 'Pictures, videos and PDF', add: 'Add',
    exportTitle: 'Where should your data be saved?', exportHere: 'Save here',
    importTitle: 'Which saved folder should be read?', importThis: 'Read this folder',
  },
  browser: { done: 'You are signed in.', refused: 'You did not give access. Nothing was connected.', close: 'You can close this page and go back to Comptoir.' },
  cannotStart: { title: 'Comptoir could not start', body: logs => `Nothing was changed or sent. Is the disk full, or its folder locked? Please open Comptoir again; if it happens once more, what went wrong stands in ${logs}.` },
  newerData: { title: 'This data comes from a newer Comptoir', body: 'Nothing was changed. Please install the newest Comptoir and open it again.' },
  storyFile: (handle, date) => `Comptoir ${date} ${handle} what happened`.replace(/\s+/gu, ' '),
  exportFolder: date => `Comptoir ${date}`,
  readme: version => `Your Comptoir data
==================

posts.json     your posts, plans, notes, conversations and figures
journal.json   what was sent, to which account, when, and how it ended
media/         your pictures and videos, under their own names
media.json     which file is which picture

Passwords and sign-ins are not in here: they stay in this computer's keychain.
To read this folder back: Comptoir, Settings, My data, Import.

Written by Comptoir ${version}.
`,
}
