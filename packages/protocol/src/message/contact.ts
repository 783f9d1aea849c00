import { type ContactAnswer, contactAnswer } from './contact-answer.ts'
import type { Exchange, Given } from './exchange.ts'
import { jsonRequest, type NativeOptions } from './json-request.ts'
import { accepted, type Said, said } from './said.ts'

export interface Contact {
  readonly deviceid: string
  /** Of the agent. */
  readonly version: string
  /** Names in lower case. */
  readonly installedTasks: readonly string[]
  readonly enabledTasks: readonly string[]
  readonly httpdPort?: number
  /** Plugins of the web server: off, or on with a port of their own. Nothing else of their configuration is anybody's business. */
  readonly httpdPlugins?: Readonly<Record<string, 'disabled' | 'enabled' | number>>
  readonly tag?: string
}

/** Says that the agent is there, and asks what is to be done. */
export const contact = (about: Contact, options: NativeOptions): Exchange<ContactAnswer> => ({
  request: jsonRequest(
    {
      action: 'contact',
      deviceid: about.deviceid,
      name: 'FusionInventory-Agent',
      version: about.version,
      'installed-tasks': about.installedTasks,
      'enabled-tasks': about.enabledTasks,
      'httpd-port': about.httpdPort,
      'httpd-plugins':
        about.httpdPlugins &&
        Object.fromEntries(
          Object.entries(about.httpdPlugins).map(([name, state]) => [
            name,
            typeof state === 'number' ? { port: state } : state,
          ]),
        ),
      tag: about.tag,
    },
    options,
  ),
  read: async (answer) => contactAnswer(await contactSaid(answer)),
})

/** A server that does not know one of our tasks says 400, and yet `status: ok` with all that it has to say. */
async function contactSaid(answer: Given): Promise<Said> {
  if (answer.status !== 400) return accepted(answer)
  const what = await said(answer).catch(() => undefined)
  return what?.json?.status === 'ok' ? what : accepted(answer)
}
