/** The reactions offered first; each has its name among the texts. */
export const emoji = { "👍": "thanks", "✅": "done", "👀": "seen", "🙏": "please", "🎉": "celebrate", "❤️": "heart" } as const;
export type Emoji = keyof typeof emoji;
export const offered = Object.keys(emoji) as Emoji[];
