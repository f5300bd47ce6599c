import type { World } from './world.ts'

type Person = { readonly username: string; readonly name: string; readonly bio: string; readonly domain?: string }

const people: Record<'fr' | 'en', readonly Person[]> = {
  fr: [
    { username: 'julie_m', name: 'Julie Marchand', bio: 'Deux enfants, un potager, toujours en retard.' },
    { username: 'karim.b', name: 'Karim Belhadj', bio: 'Cycliste du dimanche et lecteur du lundi.' },
    { username: 'chloe_f', name: 'Chloé Fontaine', bio: 'Professeure de musique. J’aime les petits commerces.' },
    { username: 'marc_d', name: 'Marc Duvallon', bio: 'Retraité actif. Photos du quartier.' },
    { username: 'ines.g', name: 'Inès Garrigue', bio: 'Étudiante, café allongé, marchés.', domain: 'campus.example' },
    { username: 'thomas_l', name: 'Thomas Lerouge', bio: 'Bricoleur. Je pose beaucoup de questions.' },
    { username: 'fatou_d', name: 'Fatou Diallo', bio: 'Infirmière de nuit, gourmande de jour.' },
    { username: 'hugo_p', name: 'Hugo Pellerin', bio: 'Développeur, père, amateur de pain.', domain: 'atelier.example' },
    { username: 'lea_mo', name: 'Léa Morvan', bio: 'Céramiste. #artisanat' },
    { username: 'paul.g', name: 'Paul Girault', bio: 'Randonneur. Toujours partant.' },
    { username: 'nadia_c', name: 'Nadia Costa', bio: 'Je cuisine pour six.' },
    { username: 'emile_r', name: 'Émile Rochefort', bio: 'Le voisin du numéro 12.', domain: 'village.example' },
  ],
  en: [
    { username: 'alice_h', name: 'Alice Hartwell', bio: 'Two kids, one garden, always late.' },
    { username: 'ben.o', name: 'Ben Okafor', bio: 'Sunday cyclist, Monday reader.' },
    { username: 'chloe_w', name: 'Chloe Winterton', bio: 'Music teacher. Fond of small shops.' },
    { username: 'daniel_r', name: 'Daniel Reyes', bio: 'Retired and busy. Photos of the neighbourhood.' },
    { username: 'emma.d', name: 'Emma Doyle', bio: 'Student, long coffees, markets.', domain: 'campus.example' },
    { username: 'farah_k', name: 'Farah Kazmi', bio: 'Handy. I ask a lot of questions.' },
    { username: 'george_w', name: 'George Whitlock', bio: 'Night nurse, day-time gourmet.' },
    { username: 'hannah_p', name: 'Hannah Priestley', bio: 'Developer, mother, friend of good bread.', domain: 'workshop.example' },
    { username: 'isaac_b', name: 'Isaac Bellamy', bio: 'Potter. #crafts' },
    { username: 'jenny.m', name: 'Jenny Morales', bio: 'Hiker. Always up for it.' },
    { username: 'kevin_z', name: 'Kevin Zhao', bio: 'Cooking for six.' },
    { username: 'laura_f', name: 'Laura Finchley', bio: 'Your neighbour at number 12.', domain: 'village.example' },
  ],
}

const owner: Record<'fr' | 'en', Person> = {
  fr: { username: 'ma_boutique', name: 'Ma boutique (entraînement)', bio: 'Le compte d’entraînement de votre commerce.' },
  en: { username: 'my_shop', name: 'My shop (practice)', bio: 'The practice account of your shop.' },
}

const dayMs = 86_400_000

/** Writes the owner and the invented customers, once; an older network keeps its people, whatever the language now. */
export function populate(world: World): void {
  if (world.store.get('select 1 from accounts')) return
  world.store.atomically(() => {
    for (const [index, person] of people[world.language].entries()) addPerson(world, person, 'customer', index)
    addPerson(world, owner[world.language], 'owner', people[world.language].length)
  })
}

/** One joined each week, the first of them 400 days ago. */
function addPerson({ store, now }: World, person: Person, kind: 'owner' | 'customer', index: number): void {
  const createdAt = now() - (400 - index * 7) * dayMs
  store.insert(
    'insert into accounts (id, username, domain, display_name, note, kind, created_at) values (?, ?, ?, ?, ?, ?, ?)',
    store.nextId(createdAt), person.username, person.domain ?? null, person.name, person.bio, kind, createdAt,
  )
}
