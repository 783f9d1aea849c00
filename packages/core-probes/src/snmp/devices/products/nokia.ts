/** ALU-SAR-GLOBAL-MIB, aluSAR7705ServiceAggrRouters. */
const sar7705 = [
  'SAR-8',
  'SAR-F',
  'SAR-18',
  'SAR-M',
  'SAR-Me',
  'SAR-MlA',
  'SAR-MlB',
  'SAR-MlC',
  'SAR-MlD',
  'SAR-MlE',
  'SAR-H',
  'SAR-Hc',
  'SAR-WxA',
  'SAR-WxB',
  'SAR-WxC',
  'SAR-WxD',
  'SAR-WxE',
  'SAR-WxF',
  'SAR-X',
  'SAR-WxG',
  'SAR-WxH',
  'SAR-WxI',
]

export const nokia: Readonly<Record<string, string>> = Object.fromEntries(
  sar7705.map((name, at) => [`6527.6.1.1.2.${at + 1}`, `7705 ${name}`]),
)
