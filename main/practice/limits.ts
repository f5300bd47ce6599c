/** What the Practice network accepts: Mastodon's own defaults (fact sheet of 23 Nov 2026). Told in `/api/v2/instance`, held everywhere. */
export const limits = {
  maxCharacters: 500,
  maxMedia: 4,
  descriptionCharacters: 1500,
  imageBytes: 16_777_216,
  imagePixels: 33_177_600,
  videoBytes: 103_809_024,
  videoFramesPerSecond: 120,
  videoPixels: 8_294_400,
  pollOptions: 4,
  pollOptionCharacters: 50,
  pollMinS: 300,
  pollMaxS: 2_629_746,
  pins: 5,
  scheduleAheadMs: 5 * 60_000,
  scheduledTotal: 300,
  scheduledPerDay: 25,
  idempotencyMs: 3_600_000,
}

export const mimeTypes = {
  image: ['image/jpeg', 'image/png', 'image/gif', 'image/heic', 'image/heif', 'image/webp', 'image/avif'],
  video: ['video/webm', 'video/mp4', 'video/quicktime', 'video/ogg'],
  audio: [
    'audio/wave', 'audio/wav', 'audio/x-wav', 'audio/x-pn-wave', 'audio/vnd.wave', 'audio/ogg', 'audio/vorbis', 'audio/mpeg', 'audio/mp3', 'audio/webm',
    'audio/flac', 'audio/aac', 'audio/m4a', 'audio/x-m4a', 'audio/mp4', 'audio/3gpp', 'audio/opus', 'audio/x-flac',
  ],
}
