import { type ExitCode, exit, UsageError, writeOut } from '@fusioninventory/cli-kit'
import type { Context } from './context.ts'
import { named } from './io/input.ts'
import { type Document, documentsOf, logOf } from './load.ts'

/** An inventory, or what is said of devices, in another form; in its own it comes out as this project writes it. */
export async function convert(context: Context, [file = '-']: readonly string[]): Promise<ExitCode> {
  const { to } = context.options
  if (to === undefined) throw new UsageError('convert needs the option to: xml, json or html')
  const documents = await documentsOf(context, file)
  if (to === 'html' && documents.length > 1) {
    const { writeNetworkHtml } = await import('../html/network/report.ts')
    await writeOut(context.io.stdout, writeNetworkHtml(documents.flatMap((one) => ('device' in one ? one.device : []))))
    return exit.done
  }
  const write = writers[to as keyof typeof writers]
  for (const document of documents)
    if (
      (await writeOut(context.io.stdout, await write(document, context, named(file), documents.length > 1))) ===
      'closed'
    )
      break
  return exit.done
}

type Write = (document: Document, context: Context, name: string, several: boolean) => Promise<string>

const writers: Readonly<Record<'xml' | 'json' | 'html', Write>> = {
  xml: async (document) =>
    document.about === 'device'
      ? (await import('../xml/device.ts')).writeDevice(document.device)
      : (await import('../xml/write.ts')).writeInventory(
          (await import('../content/checksum.ts')).withChecksum(document.inventory),
        ),
  json: async (document, context, name, several) =>
    document.about === 'device'
      ? (await import('../json/device.ts')).writeDeviceJson(document.device, logOf(context, name), { line: several })
      : (await import('../json/write.ts')).writeJson(document.inventory, logOf(context, name)),
  html: async (document) =>
    document.about === 'device'
      ? (await import('../html/device.ts')).writeDeviceHtml(document.device)
      : (await import('../html/inventory.ts')).writeHtml(document.inventory),
}
