export { inventorySchema, type JsonSchema } from './schema.ts'
export { type JsonInventory, type JsonOptions, jsonInventory, writeJson } from './write.ts'
