export const clipboard = () => ({});
