import type { Finding as ServersFinding } from '../../api'

/** The server's, or the browser's, which has rules of its own. */
export type Finding = Omit<ServersFinding, 'rule'> & { rule: string }
