import { bundle } from '../../tsup.base.ts'

export default bundle({
  index: 'src/index.ts',
  xml: 'src/xml/index.ts',
  message: 'src/message/index.ts',
  json: 'src/json/index.ts',
  html: 'src/html/index.ts',
  client: 'src/client/index.ts',
  address: 'src/client/address.ts',
  bin: 'src/bin/bin.ts',
})
