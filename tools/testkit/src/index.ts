export * from './builders/capture.ts'
export * from './builders/linux.ts'
export * from './builders/smbios.ts'
