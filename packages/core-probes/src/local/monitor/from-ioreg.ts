import { type IoregMap, type IoregValue, parseIoreg } from '../ioreg/parse-ioreg.ts'
import { distinct, type Monitor, makerName, monitorOf } from './monitor.ts'
import { plainSerial } from './serials.ts'

/** Displays of a class of the I/O Registry; a panel that tells nothing is left out. */
export const displaysOf = (text: string, className: string): readonly Monitor[] =>
  distinct(parseIoreg(text, className).flatMap((device) => displayOf(device) ?? []))

function displayOf(device: IoregMap): Monitor | undefined {
  const { IODisplayEDID: hex, IODisplayCapabilityString: capabilities, DisplayAttributes: attributes } = device
  if (typeof hex === 'string' && /^(?:[0-9a-f]{2}){128,}$/i.test(hex)) return monitorOf(Buffer.from(hex, 'hex'))
  const product = isMap(attributes) ? attributes.ProductAttributes : undefined
  if (isMap(product) && Object.keys(product).length > 0) return fromAttributes(product)
  const model = typeof capabilities === 'string' ? /model\(([^)]{1,256})\)/.exec(capabilities)?.[1] : undefined
  return model === undefined ? undefined : { CAPTION: model }
}

const isMap = (value: IoregValue | undefined): value is IoregMap => typeof value === 'object' && !Array.isArray(value)

/** The fields of an EDID as macOS names them; the number is the second form where there is a text. */
function fromAttributes(product: IoregMap): Monitor {
  const text = (name: string): string | undefined => {
    const value = product[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const number = Number(text('SerialNumber') ?? 0)
  const [week, year] = [text('WeekOfManufacture'), text('YearOfManufacture')]
  const plain = plainSerial(number)
  return {
    CAPTION: text('ProductName'),
    DESCRIPTION: year && (week === undefined || week === '255' ? year : `${week}/${year}`),
    MANUFACTURER: makerName(text('ManufacturerID')),
    SERIAL: text('AlphanumericSerialNumber') ?? plain,
    ALTSERIAL: plain && String(number),
  }
}
