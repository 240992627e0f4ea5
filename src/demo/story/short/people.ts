/** The profile of Lena Hoffmann of Foxglove, the same under each of her addresses. */
export const lenasProfile = 'https://www.linkedin.com/in/lena-hoffmann-channels';
