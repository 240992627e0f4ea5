/** By which Lena Hoffmann of Foxglove is known, whatever her address. */
export const lenasProfile = 'https://www.linkedin.com/in/lena-hoffmann-channels';
