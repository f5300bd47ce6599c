export { HandSheet } from './by-hand.tsx'
