export const late = {
  label: 'If this computer is off or offline at that time',
  within: 'Publish when it is back',
  never: 'no, not by itself',
  upTo: 'up to {{by}} late',
  always: 'however late it is',
  later: 'Later than that',
  instead: 'But',
  then: { ask: 'Ask me', 'next-slot': 'At the next free time of the day', drop: 'Do not send it any more' },
  said: {
    always: 'If it is off: goes out when it is back',
    ask: 'If it is off: asks you',
    'next-slot': 'If it is off: next free time',
    drop: 'If it is off: not sent',
    'upTo-ask': 'If it is off: up to {{by}} late, then asks you',
    'upTo-next-slot': 'If it is off: up to {{by}} late, then next free time',
    'upTo-drop': 'If it is off: up to {{by}} late, then not sent',
  },
} as const
