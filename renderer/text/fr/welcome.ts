import type { welcome as en } from '../en/welcome.ts'
import type { Shape } from '../shape.ts'

export const welcome = {
  title: 'Bienvenue au Comptoir',
  sentence: 'De ce comptoir, vous tenez tout ce que votre commerce dit sur les réseaux sociaux, et tout ce qu’on lui répond. Même sans connexion.',
  language: 'Langue',
  practice: 'Essayer le réseau d’entraînement',
  practiceWhy: 'Des clients inventés, sur cet ordinateur seul. Écrivez votre premier post en deux minutes ; personne ne le voit.',
  real: 'Connecter mon compte',
  realWhy: '{{networks}}. Votre connexion reste dans le trousseau de cet ordinateur.',
  skip: 'D’abord jeter un coup d’œil',
  suggestion: 'Bonjour ! Le premier pain de la journée sort du four à sept heures. 🥖 Qui passe nous voir ?',
} satisfies Shape<typeof en>
