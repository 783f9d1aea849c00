import { numbered } from './numbered.ts'

/** Enumerations of DSP0134, with the spelling of dmidecode where the two differ. */

type Names = Readonly<Record<number, string>>

/** Type 3: chassis types; bit 7 of the byte is the lock. */
export const chassisType: Names = {
  ...numbered(1, ['Other', 'Unknown', 'Desktop', 'Low Profile Desktop', 'Pizza Box', 'Mini Tower', 'Tower']),
  ...numbered(8, ['Portable', 'Laptop', 'Notebook', 'Hand Held', 'Docking Station', 'All in One', 'Sub Notebook']),
  ...numbered(15, ['Space-Saving', 'Lunch Box', 'Main Server Chassis', 'Expansion Chassis', 'Sub Chassis']),
  ...numbered(20, ['Bus Expansion Chassis', 'Peripheral Chassis', 'RAID Chassis', 'Rack Mount Chassis']),
  ...numbered(24, ['Sealed-case PC', 'Multi-system', 'CompactPCI', 'AdvancedTCA', 'Blade', 'Blade Enclosing']),
  ...numbered(30, ['Tablet', 'Convertible', 'Detachable', 'IoT Gateway', 'Embedded PC', 'Mini PC', 'Stick PC']),
}

/** Type 4. */
export const processorType: Names = numbered(1, [
  'Other',
  'Unknown',
  'Central Processor',
  'Math Processor',
  'DSP Processor',
  'Video Processor',
])
export const processorStatus: Names = {
  ...numbered(0, ['Unknown', 'Enabled', 'Disabled By User', 'Disabled By BIOS', 'Idle']),
  7: 'Other',
}

/** Type 6: bits of the word of the memory type. */
export const moduleTypeBits: Names = numbered(0, [
  'Other',
  'Unknown',
  'Standard',
  'FPM',
  'EDO',
  'Parity',
  'ECC',
  'SIMM',
  'DIMM',
  'Burst EDO',
  'SDRAM',
])

/** Type 8. */
export const connector: Names = {
  ...numbered(0x00, ['None', 'Centronics', 'Mini Centronics', 'Proprietary', 'DB-25 male', 'DB-25 female']),
  ...numbered(0x06, ['DB-15 male', 'DB-15 female', 'DB-9 male', 'DB-9 female', 'RJ-11', 'RJ-45', '50 Pin MiniSCSI']),
  ...numbered(0x0d, ['Mini DIN', 'Micro DIN', 'PS/2', 'Infrared', 'HP-HIL', 'Access Bus (USB)', 'SSA SCSI']),
  ...numbered(0x14, ['Circular DIN-8 male', 'Circular DIN-8 female', 'On Board IDE', 'On Board Floppy']),
  ...numbered(0x18, ['9 Pin Dual Inline (pin 10 cut)', '25 Pin Dual Inline (pin 26 cut)', '50 Pin Dual Inline']),
  ...numbered(0x1b, ['68 Pin Dual Inline', 'On Board Sound Input From CD-ROM', 'Mini Centronics Type-14']),
  ...numbered(0x1e, ['Mini Centronics Type-26', 'Mini Jack (headphones)', 'BNC', 'IEEE 1394']),
  ...numbered(0x22, ['SAS/SATA Plug Receptacle', 'USB Type-C Receptacle']),
  ...numbered(0xa0, ['PC-98', 'PC-98 Hireso', 'PC-H98', 'PC-98 Note', 'PC-98 Full']),
  255: 'Other',
}
export const portType: Names = {
  ...numbered(0x00, ['None', 'Parallel Port XT/AT Compatible', 'Parallel Port PS/2', 'Parallel Port ECP']),
  ...numbered(0x04, ['Parallel Port EPP', 'Parallel Port ECP/EPP', 'Serial Port XT/AT Compatible']),
  ...numbered(0x07, ['Serial Port 16450 Compatible', 'Serial Port 16550 Compatible', 'Serial Port 16550A Compatible']),
  ...numbered(0x0a, ['SCSI Port', 'MIDI Port', 'Joystick Port', 'Keyboard Port', 'Mouse Port', 'SSA SCSI', 'USB']),
  ...numbered(0x11, ['Firewire (IEEE P1394)', 'PCMCIA Type I', 'PCMCIA Type II', 'PCMCIA Type III', 'Cardbus']),
  ...numbered(0x16, ['Access Bus Port', 'SCSI II', 'SCSI Wide', 'PC-98', 'PC-98 Hireso', 'PC-H98', 'Video Port']),
  ...numbered(0x1d, ['Audio Port', 'Modem Port', 'Network Port', 'SATA', 'SAS']),
  ...numbered(0x22, ['MFDP (Multi-Function Display Port)', 'Thunderbolt']),
  ...numbered(0xa0, ['8251 Compatible', '8251 FIFO Compatible']),
  255: 'Other',
}

/** Type 9. */
export const slotWidth: Names = {
  ...numbered(3, ['8-bit', '16-bit', '32-bit', '64-bit', '128-bit']),
  ...numbered(8, ['x1', 'x2', 'x4', 'x8', 'x12', 'x16', 'x32']),
}
const lanes = (name: string): string[] => [name, ...['x1', 'x2', 'x4', 'x8', 'x16'].map((lane) => `${name} ${lane}`)]
export const slotType: Names = {
  ...numbered(0x01, ['Other', 'Unknown', 'ISA', 'MCA', 'EISA', 'PCI', 'PC Card (PCMCIA)', 'VLB', 'Proprietary']),
  ...numbered(0x0a, ['Processor Card', 'Proprietary Memory Card', 'I/O Riser Card', 'NuBus', 'PCI-66', 'AGP']),
  ...numbered(0x10, ['AGP 2x', 'AGP 4x', 'PCI-X', 'AGP 8x', 'M.2 Socket 1-DP', 'M.2 Socket 1-SD', 'M.2 Socket 2']),
  ...numbered(0x17, ['M.2 Socket 3', 'MXM Type I', 'MXM Type II', 'MXM Type III', 'MXM Type III-HE', 'MXM Type IV']),
  ...numbered(0x1d, ['MXM 3.0 Type A', 'MXM 3.0 Type B', 'PCI Express 2 SFF-8639 (U.2)']),
  ...numbered(0x20, ['PCI Express 3 SFF-8639 (U.2)', 'PCI Express Mini 52-pin with bottom-side keep-outs']),
  ...numbered(0x22, ['PCI Express Mini 52-pin without bottom-side keep-outs', 'PCI Express Mini 76-pin']),
  ...numbered(0x24, [
    'PCI Express 4 SFF-8639 (U.2)',
    'PCI Express 5 SFF-8639 (U.2)',
    'OCP NIC 3.0 Small Form Factor (SFF)',
  ]),
  ...numbered(0x27, ['OCP NIC 3.0 Large Form Factor (LFF)', 'OCP NIC Prior to 3.0']),
  ...numbered(0x30, ['CXL FLexbus 1.0']),
  ...numbered(0xa0, ['PC-98/C20', 'PC-98/C24', 'PC-98/E', 'PC-98/Local Bus', 'PC-98/Card', ...lanes('PCI Express')]),
  ...numbered(0xab, [...lanes('PCI Express 2'), ...lanes('PCI Express 3')]),
  ...numbered(0xb8, [...lanes('PCI Express 4'), ...lanes('PCI Express 5'), 'PCI Express 6+']),
  ...numbered(0xc5, ['EDSFF E1', 'EDSFF E3']),
}
export const slotUsage: Names = numbered(1, ['Other', 'Unknown', 'Available', 'In Use', 'Unavailable'])

/** Type 16. */
export const arrayUse: Names = numbered(1, [
  'Other',
  'Unknown',
  'System Memory',
  'Video Memory',
  'Flash Memory',
  'Non-volatile RAM',
  'Cache Memory',
])
export const errorCorrection: Names = numbered(1, [
  'Other',
  'Unknown',
  'None',
  'Parity',
  'Single-bit ECC',
  'Multi-bit ECC',
  'CRC',
])

/** Type 17. */
export const formFactor: Names = {
  ...numbered(0x01, ['Other', 'Unknown', 'SIMM', 'SIP', 'Chip', 'DIP', 'ZIP', 'Proprietary Card', 'DIMM', 'TSOP']),
  ...numbered(0x0b, ['Row Of Chips', 'RIMM', 'SODIMM', 'SRIMM', 'FB-DIMM', 'Die', 'CAMM']),
}
export const memoryType: Names = {
  ...numbered(0x01, ['Other', 'Unknown', 'DRAM', 'EDRAM', 'VRAM', 'SRAM', 'RAM', 'ROM', 'Flash', 'EEPROM']),
  ...numbered(0x0b, ['FEPROM', 'EPROM', 'CDRAM', '3DRAM', 'SDRAM', 'SGRAM', 'RDRAM', 'DDR', 'DDR2', 'DDR2 FB-DIMM']),
  ...numbered(0x18, ['DDR3', 'FBD2', 'DDR4', 'LPDDR', 'LPDDR2', 'LPDDR3', 'LPDDR4']),
  ...numbered(0x1f, ['Logical non-volatile device', 'HBM', 'HBM2', 'DDR5', 'LPDDR5', 'HBM3']),
}

/** Type 22. */
export const batteryChemistry: Names = {
  ...numbered(1, ['Other', 'Unknown', 'Lead Acid', 'Nickel Cadmium', 'Nickel Metal Hydride', 'Lithium Ion']),
  ...numbered(7, ['Zinc Air', 'Lithium Polymer']),
}

/** Type 39. */
export const powerStatus: Names = numbered(1, ['Other', 'Unknown', 'OK', 'Non-critical', 'Critical'])
export const powerKind: Names = {
  ...numbered(1, ['Other', 'Unknown', 'Linear', 'Switching', 'Battery', 'UPS', 'Converter', 'Regulator']),
}
