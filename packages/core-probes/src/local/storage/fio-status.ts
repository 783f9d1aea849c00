/** What the cards of Fusion-io tell about themselves, as JSON. */
export const fioStatus = ['fio-status', '-fj'] as const
