/** Every sentence main itself shows: tray, notifications, dialogs, the page beside an export. The window has its own. */
export type Texts = {
  readonly tray: {
    readonly tooltip: (waiting: number) => string
    readonly open: string; readonly newPost: string; readonly pause: string; readonly resume: string; readonly quit: string
  }
  readonly quit: {
    readonly question: (waiting: number) => string
    readonly detail: (nextTime: string) => string
    readonly stay: string; readonly quit: string
  }
  readonly pageLost: { readonly question: string; readonly detail: string; readonly reopen: string; readonly quit: string }
  readonly rings: {
    readonly mention: (person: string) => string
    readonly review: (person: string) => string
    readonly reply: (person: string) => string
    readonly quote: (person: string) => string
    readonly message: (person: string) => string
    readonly like: (person: string) => string
    readonly boost: (person: string) => string
    readonly follow: (person: string) => string
    readonly followRequest: (person: string) => string
    readonly pollEnded: string
    readonly notice: string
    readonly onAccount: (account: string) => string
    readonly grouped: (count: number) => string
    /** Parts such as "3 mentions", joined by the language's own list. */
    readonly counts: (mentions: number, messages: number, reactions: number, others: number) => string
    readonly afterQuiet: string
    readonly hidden: string
  }
  readonly troubles: {
    readonly signIn: (account: string) => string
    readonly signInBody: string
    readonly expires: (account: string, days: number) => string
    readonly expiresBody: (posts: number) => string
    readonly notRevoked: (handle: string) => string
    readonly notRevokedBody: (server: string) => string
    readonly failed: (account: string) => string
    readonly failedBody: string
    readonly check: (count: number) => string
    readonly checkBody: string
    readonly late: (account: string) => string
    readonly lateBody: string
    readonly unproved: (account: string) => string
    readonly unprovedBody: string
    readonly missingThere: (account: string) => string
    readonly missingThereBody: string
    readonly despite: (account: string) => string
    readonly despiteBody: string
    readonly early: (account: string) => string
    readonly earlyBody: string
    readonly tooMany: (account: string) => string
    readonly tooManyBody: string
    readonly untried: (account: string) => string
    readonly untriedBody: string
    readonly heldUp: (account: string) => string
    readonly heldUpBody: string
    readonly byHand: (network: string) => string
    readonly stillByHand: (network: string) => string
    readonly byHandBody: (account: string) => string
    readonly count: (count: number) => string
  }
  readonly dialogs: {
    readonly choosePictures: string; readonly picturesVideosAndDocuments: string; readonly add: string
    readonly exportTitle: string; readonly exportHere: string
    readonly importTitle: string; readonly importThis: string
  }
  /** What stands in the browser when its part of a sign-in is over. */
  readonly browser: { readonly done: string; readonly refused: string; readonly close: string }
  readonly cannotStart: { readonly title: string; readonly body: (logs: string) => string }
  readonly newerData: { readonly title: string; readonly body: string }
  readonly storyFile: (handle: string, date: string) => string
  readonly exportFolder: (date: string) => string
  readonly readme: (version: string) => string
}
