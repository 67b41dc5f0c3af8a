/**
 * A text for a notification. Names of profiles and setups, and AWS's own words, are other people's text; VS
 * Code would make a link, even of a command, of what looks like one.
 */
export const withoutLinks = (text: string): string => text.replaceAll('](', '] (')
