import { saveFile } from '../api'
import type { StewardModeler } from './canvas'
import { t } from './texts'

export type DownloadKind = 'bpmn' | 'svg' | 'png'

/** More would not fit what browsers draw at once. */
const largestSide = 12_000
const pngScale = 2

/** Hands the diagram to the browser as a file. */
export async function download(modeler: StewardModeler, kind: DownloadKind, name: string): Promise<void> {
  switch (kind) {
    case 'bpmn':
      saveFile(new Blob([await diagramXml(modeler)], { type: 'application/xml' }), `${name}.bpmn`)
      return
    case 'svg':
      saveFile(new Blob([await diagramSvg(modeler)], { type: 'image/svg+xml' }), `${name}.svg`)
      return
    case 'png':
      saveFile(await toPng(await diagramSvg(modeler)), `${name}.png`)
  }
}

export async function diagramXml(modeler: StewardModeler): Promise<string> {
  const { xml } = await modeler.saveXML({ format: true })
  if (xml === undefined) {
    throw new Error(t('The diagram could not be written as XML.'))
  }
  return xml
}

/** A picture on its own has no stylesheet: the colours of the light theme take the place of variables. */
const printed: Readonly<Record<string, string>> = {
  '--diagram-fill': '#ffffff',
  '--diagram-stroke': '#495057',
  '--diagram-label': '#212529',
  '--diagram-agent': '#3b5bdb',
  '--diagram-tool': '#087f5b',
  '--diagram-dmn': '#9c4a00',
}

async function diagramSvg(modeler: StewardModeler): Promise<string> {
  const { svg } = await modeler.saveSVG()
  return svg.replace(/var\((--diagram-\w+)\)/g, (_, name: string) => printed[name] ?? '#212529')
}

async function toPng(svg: string): Promise<Blob> {
  const picture = new Image()
  // A data address, as a page with a content policy may not let a picture come from a blob.
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await picture.decode()
  const scale = Math.min(pngScale, largestSide / Math.max(picture.naturalWidth, picture.naturalHeight, 1))
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(picture.naturalWidth * scale)
  canvas.height = Math.ceil(picture.naturalHeight * scale)
  const pen = canvas.getContext('2d')
  if (pen === null) {
    throw new Error(t('This browser draws no pictures.'))
  }
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error(t('The picture is too big.'))) : resolve(blob)), 'image/png'))
}
