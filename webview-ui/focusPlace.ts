const CONTROLS =
  'a[href], button, input, textarea, summary, [tabindex="0"], vscode-button, vscode-dropdown, vscode-text-field'
const HEADINGS = 'h3, h4, legend'
const BUSY = '[aria-busy="true"]'

/** What had the keyboard, and what was around it before the page was drawn anew. */
export interface Before {
  element: HTMLElement
  /** What it stood in, from the inside out. */
  around: HTMLElement[]
  /** Controls and headings that stood before it, the nearest first. */
  earlier: HTMLElement[]
  /** Headings, words of progress and parts at work that were there already. */
  known: Set<Element>
}

const all = (root: ParentNode, selector: string): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(selector),
]

const follows = (one: Node, other: Node): boolean =>
  (other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0

/** Notes what is around an element that may go away. */
export function lookAround(root: HTMLElement, element: HTMLElement): Before {
  const stops = all(root, `${CONTROLS}, ${HEADINGS}`)
  return {
    element,
    around: ancestors(element),
    earlier: stops.filter((each) => follows(element, each)).reverse(),
    known: new Set(all(root, `${HEADINGS}, .spinner, ${BUSY}`)),
  }
}

function ancestors({ parentElement }: HTMLElement): HTMLElement[] {
  return parentElement === null ? [] : [parentElement, ...ancestors(parentElement)]
}

/**
 * Where the keyboard may go once its control is gone, the most sensible place first: the heading of the part that the
 * control was in, a part that has come or begun to work, the words of progress in the control's place, the next
 * control, and in the end the step's heading. Headings come before controls, as a key pressed twice does nothing there.
 */
export function placesAfter(root: HTMLElement, { element, around, earlier, known }: Before): HTMLElement[] {
  const anchor = element.isConnected ? element : (earlier.find((each) => each.isConnected) ?? root)
  const nearest = (places: HTMLElement[]) => [
    ...places.filter((each) => follows(each, anchor)),
    ...places.filter((each) => !follows(each, anchor)).reverse(),
  ]
  const left = around.filter((each) => each.isConnected)
  const isInBar = around.some((each) => each.matches('.actions'))
  const controls = all(root, `.step :is(${CONTROLS})`).filter(
    (each) => each !== element && (each.closest('.actions') !== null) === isInBar,
  )
  const headings = all(root, `.step :is(${HEADINGS})`)
  const isNew = (each: Element | null) => each !== null && !known.has(each)
  return [
    ...left.flatMap(headingOf),
    ...nearest(headings.filter(isNew)),
    ...nearest(headings.filter((each) => isNew(each.closest(BUSY)))),
    ...all(left[0] ?? root, '.spinner').filter(isNew),
    ...nearest(controls),
    ...all(root, 'h2'),
  ]
}

/** A part's own heading; those inside it belong to what is inside. */
function headingOf(part: HTMLElement): HTMLElement[] {
  return part.matches('section:not(.step), fieldset')
    ? all(part, HEADINGS)
        .filter((each) => each.closest('section, fieldset') === part)
        .slice(0, 1)
    : []
}
