export { type JsonDevice, jsonDevice, writeDeviceJson } from './device.ts'
export { deviceDocumentSchema, inventorySchema, type JsonSchema } from './schema.ts'
export { type JsonInventory, type JsonOptions, jsonInventory, writeJson } from './write.ts'
