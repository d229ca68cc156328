/* Two pictures (PNG, base64): how many pixels differ, and a picture of where, or null when none does. */
async ([one, other]) => {
  /* The same browser draws both, so equal figures come out equal; a step of colour that nobody sees isn't a change. */
  const SEEN = 8;  // of 255, in any channel
  const load = async (data) => createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
  const pictures = await Promise.all([one, other].map(load));
  const [width, height] = ["width", "height"].map((side) => Math.max(...pictures.map((picture) => picture[side])));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const [a, b] = pictures.map((picture) => {
    pen.clearRect(0, 0, width, height);
    pen.drawImage(picture, 0, 0);
    return pen.getImageData(0, 0, width, height);
  });
  let changed = 0;
  for (let at = 0; at < b.data.length; at += 4) {
    const differs = [0, 1, 2, 3].some((channel) => Math.abs(a.data[at + channel] - b.data[at + channel]) > SEEN);
    changed += differs;
    /* What stayed fades to a quarter of its strength; what changed is magenta, which no figure uses. */
    for (const channel of [0, 1, 2]) b.data[at + channel] = differs ? [214, 0, 140][channel] : 191 + b.data[at + channel] / 4;
    b.data[at + 3] = 255;
  }
  pen.putImageData(b, 0, 0);
  return { changed, of: width * height, picture: changed ? canvas.toDataURL("image/png").split(",")[1] : null };
}
