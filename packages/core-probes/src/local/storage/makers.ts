/** Makers of disks that have numbers for names. */

/** PCI vendors of paravirtual disks, as `device/vendor` has them. */
export const virtualMakers: Readonly<Record<string, string>> = {
  '0x1af4': 'Red Hat, Inc.',
  '0x1b36': 'Red Hat, Inc.',
  '0x1414': 'Microsoft Corporation',
  '0x15ad': 'VMware',
  '0x1ae0': 'Google, Inc.',
  '0x1d0f': 'Amazon.com, Inc.',
  '0x1ded': 'Alibaba (China) Co., Ltd.',
  '0x106b': 'Apple Inc.',
}

/** Manufacturer ids of SD cards and eMMC (byte 0 of the CID register), as the makers put them on their cards. */
export const cardMakers: Readonly<Record<number, string>> = {
  1: 'Panasonic',
  2: 'Toshiba',
  3: 'SanDisk',
  9: 'ATP',
  17: 'Toshiba',
  19: 'Micron',
  21: 'Samsung',
  27: 'Samsung',
  29: 'ADATA',
  39: 'Phison',
  40: 'Lexar',
  49: 'Silicon Power',
  65: 'Kingston',
  69: 'SanDisk',
  112: 'Kingston',
  116: 'Transcend',
  118: 'Patriot',
  130: 'Sony',
  144: 'Hynix',
  254: 'Micron',
}
