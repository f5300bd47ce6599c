export { Accounts } from './accounts.tsx'
export { ConnectDialog } from './parts/connect-dialog.tsx'
