export const problems = {
  empty: 'There is nothing to publish yet.',
  'empty-part': 'Part {{part}} is still empty.',
  'text-too-long': {
    graphemes_one: '{{count}} character too many ({{max, number}} at most).',
    graphemes_other: '{{count, number}} characters too many ({{max, number}} at most).',
    bytes: 'The text weighs too much for this network. Emoji and accents weigh more: shorten it a little.',
  },
  'too-many-media': {
    image_one: 'At most {{count}} picture in one post.', image_other: 'At most {{count}} pictures in one post.',
    video_one: 'At most {{count}} video in one post.', video_other: 'At most {{count}} videos in one post.',
  },
  'media-mixed': 'Pictures and a video cannot stand in one post here. Keep one or the other.',
  'media-type': '“{{name}}”: this network does not take this kind of file.',
  'media-too-large': '“{{name}}” is too large: at most {{max}}.',
  'media-too-long': '“{{name}}” is too long: at most {{max}}.',
  'media-shrinks': '“{{name}}” will be made smaller to fit. It stays sharp on a screen.',
  'alt-missing': '“{{name}}” has no description yet. Some people only hear it.',
  'alt-too-long': 'The description of “{{name}}” is too long ({{max, number}} characters at most).',
  'poll-invalid': {
    'too-few': 'A poll needs at least two answers.', 'too-many': 'The poll has too many answers.', 'option-too-long': 'One answer of the poll is too long.',
    'option-empty': 'One answer of the poll is empty.', duration: 'The poll cannot be open for that long, or so briefly, here.', 'with-media': 'A poll and pictures cannot stand in one post here.',
  },
  'too-many-parts_one': 'At most {{count}} post here.',
  'too-many-parts_other': 'At most {{count}} posts in a row.',
  visibility: 'This account cannot limit a post to these people.',
  lacking: 'Not possible with this account: {{ability}}.',
} as const
