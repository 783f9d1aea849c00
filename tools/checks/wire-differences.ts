interface Row {
  readonly of: RegExp
  readonly reason: string
}

/** Recorded requests that are not ours to make, by `NAME METHOD PATH`. */
export const beyondUs: readonly Row[] = [
  { of: / GET \S+\/b\/(?:deploy|collect|esx)\//, reason: 'the calls of Deploy, Collect and ESX come with these tasks' },
  { of: / POST \S+\/b\/collect\//, reason: 'the calls of Collect come with it' },
  { of: / GET (?!\S+action=getConfig)|^\S+ (?:HEAD|PUT) /, reason: 'a wrong method, to see what the server says' },
  { of: /garbage|broken|bad-zlib|empty-body|chunked/, reason: 'no message, to see what the server says' },
  { of: /query-(?:unknown|wakeonlan)|77-action-/, reason: 'a query that no server knows' },
  { of: /36-prolog-brotli/, reason: 'a packing that servers do not know' },
  { of: /^2[89]-\S+ POST \/ocsinventory/, reason: 'a network message without content, to see what OCS says' },
  { of: /9[01]-net\w+-json/, reason: 'network inventories in JSON come with the network tasks' },
]

/** Where our messages differ from the recorded ones (`path: theirs -> ours`), and why. */
export const expectedDifferences: readonly Row[] = [
  {
    of: /^REQUEST\/CONTENT\/\S+: +-> \(none\)$|^json\/content\/\S+: "" -> \(none\)$/,
    reason: 'an empty value says nothing: servers take it for an absent one',
  },
  { of: /^REQUEST\/CONTENT\/HARDWARE\/CHECKSUM: \(none\) -> 131071$/, reason: 'OCS stores nothing without it' },
  { of: /\/(?:MACADDR|mac): ("?)[\dA-F:]{17}\1 -> \1[\da-f:]{17}\1$/, reason: 'addresses are written in lower case' },
  { of: /^REQUEST\/CONTENT\/USERS\/FOO: /, reason: 'fields that the model does not know are dropped' },
  { of: /^json\/foo: /, reason: 'older servers refuse a document with a name that they do not know' },
  { of: /^json\/content\/foobar\/\[0\]\/a: 1 -> "1"$/, reason: 'values of sections of the user are texts' },
  { of: /^json\/content\/bios\/msn: null /, reason: 'servers refuse a document with a null' },
  { of: /\/bdate: "03\/14\/2020" -> "2020-03-14"$/, reason: 'servers refuse a document with a date of another form' },
  { of: /\/capacity: "8192" -> 8192$/, reason: 'the schema wants a number' },
  { of: /\/install_date: "(\S+)" -> "\1 00:00:00"$/, reason: 'a date with a time; the schema takes both' },
  { of: /^REQUEST\/QUERY: (?:\(none\)|inventory) -> INVENTORY$/, reason: 'what servers understand without it' },
  { of: /^REQUEST\/(?:DEVICEID|TOKEN): \(none\) -> /, reason: 'every PROLOG has them' },
  { of: /^json\/name: \S+ -> "FusionInventory-Agent"$/, reason: 'our name' },
  { of: /^json\/(?:installed|enabled)-tasks: \(none\) -> \[\]$/, reason: 'a contact says which tasks there are' },
  { of: /^json\/(?:deviceid|version): \(none\) -> ""$/, reason: 'every message has them' },
  { of: /^json\/httpd-port: "62354" -> 62354$/, reason: 'a number, as the protocol describes it' },
  { of: /^header content-type: A(\S+) -> a\1$/, reason: 'media types have no upper case' },
  {
    of: /^header content-type: application\/x-compress -> application\/x-compress-zlib$/i,
    reason: 'GLPI does not know the short name',
  },
  { of: /^header content-type: application\/json -> \(none\)$/, reason: 'a GET has no body of any type' },
  {
    of: /^header content-type: (?:\(none\)|text\/.*|application\/\w+; .*|application\/x-(?:www-form-urlencoded|g?zl?ip|zlib|compress-deflate)) -> application\/(?:xml|json|x-compress-\w+)$/,
    reason: 'recorded with other types, to see which ones the server knows',
  },
  { of: /^header glpi-agent-id: \S+ -> \(none\)$/, reason: 'XML goes to servers of the legacy dialect' },
  { of: /^header glpi-agent-id: \(none\) -> $/, reason: 'the native protocol asks for it' },
  { of: /^header glpi-request-id: \S+ -> \(none\)$/, reason: 'the glpi-agent sends none with a PROLOG either' },
]
