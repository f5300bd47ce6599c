export const failures = {
  start: {
    again: 'Try again',
    folder: 'Show my data folder',
    newer: { title: 'Your data comes from a newer Comptoir', sentence: 'A newer version of the app has been used here. Nothing was touched. Please install the latest version, then open it again.' },
    blocked: { title: 'Another Comptoir is still open', sentence: 'It holds your posts and messages. Close it, then try again.' },
    failed: { title: 'Your posts could not be opened', sentence: 'Nothing was changed. Often the disk is full or the folder is not readable: make some room, then try again.' },
  },
} as const
