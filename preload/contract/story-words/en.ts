import type { StorySentences } from './sentences.ts'

const many = (count: number, one: string, other: string): string => (count === 1 ? one : `${count} ${other}`)

export const english: StorySentences = {
  locale: 'en-GB',
  planned: when => `Planned for ${when}.`,
  changed: when => `Changed; planned for ${when}.`,
  begin: attempt => (attempt === 1 ? 'First try begins.' : `Try number ${attempt} begins.`),
  sent: (text, files) => `Sent: ${text === '' ? 'no text' : `“${text}”`}${files === '' ? '' : `, with ${files}`}.`,
  sentAct: 'Sent.',
  part: (part, parts) => ` (part ${part} of ${parts})`,
  answeredYes: 'The network answered: it is out.',
  failure: {
    refused: 'The network said no.', 'sign-in': 'The network asked for a new sign-in.', 'rate-limited': 'The network asked for a break.', unreachable: 'The network could not be reached; nothing was sent.',
    'server-trouble': 'The network had a problem of its own; nothing was published.', lost: 'No usable answer came: it may be out or not.', stale: 'The network no longer had the files; they are sent again.', missing: 'The network no longer has what this is about.', here: 'Something on this computer was in the way.',
  },
  restarted: 'Comptoir was restarted before anything was sent.',
  restartedWhileSending: 'Comptoir was stopped while sending: it may be out or not.',
  goesOn: 'It goes on.',
  heldByPause: 'Held back: everything was paused.',
  lineBack: 'The connection is back.',
  signedIn: 'The account is signed in again.',
  waiting: {
    'no-line': () => 'It waits for a connection.', 'rate-limited': until => `It waits until ${until}, as the network asked.`, 'server-trouble': until => `Next try ${until}.`, keychain: () => 'It waits until the keychain is unlocked.',
    turn: until => `It waits for its turn, ${until}.`, paused: () => 'It waits, because everything is paused.', slot: until => `It takes the next free time, ${until}.`, quota: until => `Today’s allowance of the network is used up; it waits until ${until}.`,
  },
  where: ({ place }) => {
    switch (place?.kind) {
      case 'own-posts': return place.count === 0 ? 'No post on the account since it was sent' : `${many(place.count, 'One post', 'posts')} on the account since it was sent`
      case 'conversation': return place.count === 0 ? 'No message of yours in the conversation since it was sent' : `${many(place.count, 'One message', 'messages')} of yours in the conversation since it was sent`
      case 'own-place': return 'In the very place where it would stand'
      case 'changed-post': return 'On the post itself'
      case 'nowhere': return 'The network has no list in which it would stand'
      case undefined: return 'Looked on the network'
    }
  },
  notReached: 'Wanted to look, but the network could not be reached.',
  absent: 'it is not there',
  doubt: {
    'too-soon': 'not there yet, but it may still be on its way', alike: 'something much like it is there, but that proves nothing', taken: 'the same words are there, but they belong to another post of yours',
    'not-all': 'the list does not reach back far enough', 'may-come': 'not there, but it may still come', 'not-shown': 'it cannot be seen from here', 'draft-there': 'it lies there as a draft; it is published once you finish it in the network’s own app', none: 'nothing certain',
  },
  thenSent: 'So it is sent again.',
  thenAsked: 'You are asked.',
  found: address => `Found on the network: ${address}`,
  asks: { late: 'It was later than you allow: you are asked.', unproved: 'Nothing proves it either way: you are asked.', 'sign-in': 'It waits until you sign in again.', restored: 'The notes on what went out were damaged, and nothing proves it either way: you are asked.', 'missing-there': 'The network was to publish it and did not: you are asked.', 'too-many': 'More posts within the hour than you allow: you are asked.', 'by-hand': 'Its time has come: you are reminded to post it yourself.' },
  thereAt: address => `You said: it is there, at ${address}`,
  choice: { 'publish-now': 'You said: publish it now.', 'it-is-there': 'You said: it is there.', 'try-again': 'You said: try again. Before that, Comptoir looks once more.', 'go-on': 'You said: go on.', 'next-slot': 'You said: take the next free hour.', 'give-up': 'You said: do not send it.', 'not-there': 'You said: it is not there after all.' },
  published: address => (address === '' ? 'Published, and seen there.' : `Published, and seen there: ${address}`),
  done: 'The network has it.',
  failed: 'It did not go out.',
  cancelled: 'Called off; it was not sent.',
  droppedLate: 'Later than you allow: it was dropped, as you wished.',
  handingOver: 'Being given to the network’s own scheduler.',
  handedOver: 'The network holds it and will publish it.',
  recalling: { cancelled: 'Being called back from the network: you called it off.', edited: 'Being called back from the network: you changed it.', paused: 'Being called back from the network: everything is paused.', owner: 'Being called back from the network.' },
  older: 'Noted by an earlier Comptoir.',
  page: { title: 'What happened', account: 'Account', planned: 'Planned for', revision: 'Version', act: 'What', outcome: 'Outcome', words: 'Words', files: 'Files', addresses: 'On the network', what: 'Step by step', exact: 'Exact record', written: (version, when) => `Written by Comptoir ${version}, ${when}, from its own journal. Passwords and sign-ins are not in it.` },
  outcome: {
    published: when => `It was published. The network confirmed it, and Comptoir saw it there, ${when}.`, failed: when => `It was not published. The last try ended ${when}.`, cancelled: when => `It was not sent. It was called off ${when}.`,
    byOwner: when => `You said that it is there, ${when}. Comptoir could not see it for itself.`, done: when => `The network has confirmed it, ${when}.`,
    unknown: 'It was sent, but the answer was lost. Comptoir is looking on the network whether it is there, and does not send it again before that is certain.',
    asks: 'It waits for your answer. Nothing is sent before that.', planned: when => `It has not been sent. It is planned for ${when}.`, underWay: 'It is under way.', byNetwork: 'The network’s own scheduler holds it.',
  },
}
