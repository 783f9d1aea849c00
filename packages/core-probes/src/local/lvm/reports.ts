/** Common to the reports: no heading, no units behind the sizes, MB of 10^6 bytes. */
const form = ['--noheading', '--nosuffix', '--units', 'M', '-o'] as const

/** Reports of LVM, lvm(8), with the columns that the parsers expect. */
export const reports = {
  pvs: ['pvs', ...form, 'pv_name,pv_fmt,pv_attr,pv_size,pv_free,pv_uuid,pv_pe_count,vg_uuid'],
  vgs: ['vgs', ...form, 'vg_name,pv_count,lv_count,vg_attr,vg_size,vg_free,vg_uuid,vg_extent_size'],
  lvs: ['lvs', '-a', ...form, 'lv_name,vg_uuid,lv_attr,lv_size,lv_uuid,seg_count'],
} as const

/** Metadata that LVM saves after each change. */
export const backup = '/etc/lvm/backup'
