/** English name of a parameter group: its id with a capital letter. */
export const groupName = (group: string): string => group.charAt(0).toUpperCase() + group.slice(1);
