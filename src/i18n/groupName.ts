/** English name of a parameter group: its id as words, the first with a capital letter. */
export const groupName = (group: string): string =>
  group.charAt(0).toUpperCase() + group.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
