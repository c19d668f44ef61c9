// The way to KAI support, beside each text that sends people there.

export const SUPPORT = { way: 'Contact KAI support' }
