export const abilities = {
  title: 'Abilities',
} as const
