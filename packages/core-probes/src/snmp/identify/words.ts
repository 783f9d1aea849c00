import type { DeviceType } from '../devices/module.ts'

/** Maker and kind as sysDescr words them, for agents whose sysObjectID tells neither. */
export interface Worded {
  readonly manufacturer?: string
  readonly type?: DeviceType
}

/** First word of sysDescr, in lower case; a name is given where it is not just the word with a capital. */
const firstWords: readonly (readonly [
  type: DeviceType | undefined,
  words: string,
  names?: Readonly<Record<string, string>>,
])[] = [
  [
    'NETWORKING',
    '3com alcatel-lucent allied alteon apc axis baystack broadband brocade cisco d-link eaton enterasys extreme extremexos ' +
      'force10 foundry fuji h3c juniper lancom netgear nortel powerconnect procurve sagem xirrus ztc zywall',
    {
      apc: 'APC',
      baystack: 'Nortel',
      extremexos: 'Extreme',
      netgear: 'NetGear',
      powerconnect: 'PowerConnect',
      procurve: 'Hewlett-Packard',
      ztc: 'ZTC',
      zywall: 'ZyWall',
    },
  ],
  [
    'PRINTER',
    'brother canon designjet deskjet officejet epson konica kyocera lexmark nrg oki ricoh samsung sharp toshiba xerox zebranet',
    {
      designjet: 'Hewlett-Packard',
      deskjet: 'Hewlett-Packard',
      officejet: 'Hewlett-Packard',
      nrg: 'NRG',
      oki: 'OKI',
    },
  ],
  ['STORAGE', 'emc netapp', { emc: 'EMC', netapp: 'NetApp' }],
  ['COMPUTER', 'ibm wyse'],
  [undefined, 'apple avaya dell hp', { hp: 'Hewlett-Packard' }],
]

const byWord = new Map<string, Worded>()
for (const [type, words, names = {}] of firstWords) {
  for (const word of words.split(' ')) {
    const manufacturer = names[word] ?? word.charAt(0).toUpperCase() + word.slice(1)
    byWord.set(word, type === undefined ? { manufacturer } : { manufacturer, type })
  }
}

/** Anywhere in the text; the first that matches. */
const keywords: readonly (readonly [RegExp, Worded])[] = [
  [/Switch/, { type: 'NETWORKING' }],
  [/JETDIRECT/, { type: 'PRINTER' }],
  [/Linux TS-\d+/, { type: 'STORAGE', manufacturer: 'Qnap' }],
]

/** What the first word says, and where that leaves something open, what the keywords say. */
export function worded(description: string | undefined): Worded {
  if (description === undefined) return {}
  const word = /^\S+/.exec(description.trimStart())?.[0].toLowerCase() ?? ''
  const [, byKeyword] = keywords.find(([pattern]) => pattern.test(description)) ?? []
  return { ...byKeyword, ...byWord.get(word) }
}
