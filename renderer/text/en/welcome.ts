export const welcome = {
  title: 'Welcome to Comptoir',
  sentence: 'From this counter you run everything your shop says on social media, and everything it is told there. Without a connection too.',
  language: 'Language',
  practice: 'Try with the practice network',
  practiceWhy: 'Invented customers, on this computer alone. Write your first post in two minutes; nobody sees it.',
  real: 'Connect my account',
  realWhy: '{{networks}}. Your sign-in stays in this computer’s keychain.',
  skip: 'Have a look around first',
  suggestion: 'Good morning! The first bread of the day comes out of the oven at seven. 🥖 Who is coming by?',
} as const
