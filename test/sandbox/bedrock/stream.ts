import type { WireResponse } from '../wire.ts'
import type { World } from '../world.ts'
import type { StreamBreak } from './behaviours.ts'
import { eventFrame, exceptionFrame } from './eventStream.ts'
import type { Json } from './request.ts'

/** A test may put a gate into the world: streams wait at it after their first piece of text. */
export type GatedWorld = World & { gate?: Promise<unknown> }

/** One event of a stream, before it is framed. */
export type StreamEvent = [type: string, body: Json]

/** How a stream goes on once its first piece of text is out. */
export interface Course {
  gate: Promise<unknown> | undefined
  streamBreak: StreamBreak | undefined
}

const PADDING = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** AWS pads each event by a field "p" of varying length, which hides how long the text is. */
export function padded(body: Json, index: number): Json {
  return { ...body, p: PADDING.slice(0, ((index * 7) % PADDING.length) + 1) }
}

function failure(error: unknown): Buffer {
  const message = error instanceof Error ? error.message : 'The stream was broken off.'
  return exceptionFrame('internalServerException', { message })
}

/** Frames of the events; `opening` of them come before the gate and before the break, if any is set. */
async function* framed(
  events: readonly StreamEvent[],
  opening: number,
  course: Course,
): AsyncGenerator<Buffer> {
  for (const [index, [type, body]] of events.entries()) {
    if (index === opening) {
      try {
        await course.gate
      } catch (error) {
        yield failure(error)
        return
      }
      if (course.streamBreak) {
        yield exceptionFrame(course.streamBreak.type, course.streamBreak.body)
        return
      }
    }
    yield eventFrame(type, body)
  }
}

/** An answer of application/vnd.amazon.eventstream. */
export function streamAnswer(
  events: readonly StreamEvent[],
  opening: number,
  course: Course,
  headers: Record<string, string>,
): WireResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream', ...headers },
    frames: framed(events, opening, course),
  }
}
