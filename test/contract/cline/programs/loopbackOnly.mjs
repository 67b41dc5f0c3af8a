// Imported before a program that is not ours: whatever it wants of the network, only this computer is there.
import net from 'node:net'

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function connectOnLoopback(...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args
  const host = options?.path ? 'localhost' : (options?.host ?? 'localhost')
  if (['localhost', '127.0.0.1', '::1'].includes(host)) {
    return connect.apply(this, args)
  }
  queueMicrotask(() =>
    this.destroy(Object.assign(new Error('only loopback is there'), { code: 'ENETUNREACH' })),
  )
  return this
}
