import { openDb } from './schema.ts'

/** The window's one database. Only renderer/db and renderer/sync touch it. */
export const db = openDb()
