/** What is wrong with a Chinese translation, one line for each broken rule; empty when nothing is. */
export function translationFaults(english: string, chinese: string): string[]
