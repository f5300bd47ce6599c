type Sayings = {
  readonly question: readonly [string, ...string[]]
  readonly praise: readonly [string, ...string[]]
  readonly complaint: readonly [string, ...string[]]
  readonly thanks: readonly [string, ...string[]]
  readonly message: readonly [string, ...string[]]
  readonly boast: readonly [string, ...string[]]
}
export type Saying = keyof Sayings

/** What customers say. Each begins after the shop's @name. */
export const sayings: Record<'fr' | 'en', Sayings> = {
  fr: {
    question: [
      'Bonjour, êtes-vous ouverts dimanche ?',
      'Bonjour ! Est-ce que vous livrez dans le quartier ?',
      'Jusqu’à quelle heure peut-on passer ce soir ?',
      'Peut-on réserver par téléphone ?',
      'Vous en aurez encore samedi ?',
      'C’est possible en carte cadeau ?',
      'Avez-vous un modèle plus petit ?',
    ],
    praise: [
      'Superbe, ça donne envie de passer !',
      'Toujours un aussi bel accueil chez vous, merci.',
      'J’y étais ce matin, un vrai bonheur 😊',
      'Bravo à toute l’équipe !',
      'La meilleure adresse du quartier, sans hésiter.',
      'J’adore ! Je viens avec ma sœur ce week-end.',
    ],
    complaint: [
      'J’ai attendu vingt minutes hier, c’était un peu long…',
      'Dommage, il n’y en avait déjà plus à midi.',
      'Je n’ai pas eu de réponse à mon message de mardi.',
      'Le prix a encore augmenté, non ?',
    ],
    thanks: ['Merci pour la réponse rapide !', 'Parfait, à bientôt alors.', 'C’est noté, merci beaucoup 🙏', 'Super, bonne journée à vous !'],
    message: [
      'Bonjour, pourriez-vous me mettre deux exemplaires de côté ? Je passe vendredi.',
      'Bonjour, j’organise un anniversaire pour quinze personnes, est-ce possible chez vous ?',
      'Bonsoir, j’ai oublié un parapluie bleu chez vous, l’avez-vous trouvé ?',
    ],
    boast: ['Je recommande, on y trouve toujours quelque chose. #commercelocal', 'Une belle découverte près de chez moi. #commercelocal'],
  },
  en: {
    question: [
      'Hello, are you open on Sunday?',
      'Hi! Do you deliver around here?',
      'How late can I drop by tonight?',
      'Can I book by phone?',
      'Will you still have some on Saturday?',
      'Is it available as a gift card?',
      'Do you have a smaller one?',
    ],
    praise: [
      'Lovely, makes me want to come by!',
      'Such a warm welcome every time, thank you.',
      'I was there this morning, pure joy 😊',
      'Well done to the whole team!',
      'Best place in the neighbourhood, no contest.',
      'Love it! Coming with my sister this weekend.',
    ],
    complaint: [
      'I waited twenty minutes yesterday, that was a bit long…',
      'Pity, it was already sold out at noon.',
      'I never got an answer to my message from Tuesday.',
      'The price went up again, didn’t it?',
    ],
    thanks: ['Thanks for the quick answer!', 'Perfect, see you soon then.', 'Got it, many thanks 🙏', 'Great, have a nice day!'],
    message: [
      'Hello, could you keep two aside for me? I’ll come by on Friday.',
      'Hello, I’m planning a birthday for fifteen people, would that work at your place?',
      'Good evening, I left a blue umbrella at your shop, did you find it?',
    ],
    boast: ['Warmly recommended, you always find something there. #shoplocal', 'A lovely find near my home. #shoplocal'],
  },
}
