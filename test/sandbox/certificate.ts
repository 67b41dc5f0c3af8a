import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const oid = (encoded: string): Buffer => der(0x06, hex(encoded))

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'))

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))))
}

function utcTime(time: Date): Buffer {
  return der(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
}

function extensions(hosts: readonly string[]): Buffer {
  const authority = sequence(oid('551d13'), der(0x01, hex('ff')), der(0x04, sequence(der(0x01, hex('ff')))))
  const address = der(0x87, Buffer.from([127, 0, 0, 1]))
  const named = hosts.map((host) => der(0x82, Buffer.from(host)))
  const names = sequence(oid('551d11'), der(0x04, sequence(...named, address)))
  return der(0xa3, sequence(authority, names))
}

/**
 * A fresh certificate for 127.0.0.1 and `hosts` that nobody trusts, like that of an inspecting proxy, with its key.
 * Both PEM, good for a day.
 */
export function selfSignedCertificate(hosts: readonly string[] = ['localhost']): {
  key: string
  cert: string
} {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const subject = name('Sandbox inspecting proxy')
  const hour = 3_600_000
  const validity = sequence(utcTime(new Date(Date.now() - hour)), utcTime(new Date(Date.now() + 24 * hour)))
  const toSign = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    ECDSA_SHA256,
    subject,
    validity,
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(hosts),
  )
  const signature = der(0x03, hex('00'), sign('sha256', toSign, privateKey))
  const certificate = new X509Certificate(sequence(toSign, ECDSA_SHA256, signature))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: certificate.toString() }
}
