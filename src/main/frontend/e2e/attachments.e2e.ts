import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi, openBrowser, openPage, policyViolations, screenshotsOf, seriousViolations, signIn } from './browser'

const key = `offer-${String(Date.now()).slice(-6)}`
const pdf = Buffer.from('%PDF-1.7 what was agreed')
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
  await deploy()
})

afterAll(async () => {
  await browser.close()
})

test('an operator starts with a file; an approver is told which are not taken, hands others in and saves them all again', async () => {
  const operator = await openPage(browser)
  const page = await openPage(browser)
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))
  const violations = policyViolations(page)
  await signIn(operator, 'operator')
  await signIn(page, 'approver')

  await operator.goto(`/processes/${key}`)
  await operator.getByRole('button', { name: 'Start', exact: true }).click()
  await operator.getByLabel('Business key').fill(key)
  const contract = operator.getByRole('group', { name: 'Contract' })
  await contract.getByRole('button', { name: 'Choose a file: Contract' }).waitFor()
  await operator.getByRole('button', { name: 'Start', exact: true }).last().click()
  await operator.getByText('Field is required.').waitFor()
  await choose(contract, { name: 'contract.pdf', mimeType: 'application/pdf', buffer: pdf })
  await contract.getByRole('link', { name: 'contract.pdf' }).waitFor()
  await screenshotsOf(operator, 'attachments-start')
  await operator.getByRole('button', { name: 'Start', exact: true }).last().click()
  await operator.waitForURL(/\/instances\//)
  const instance = operator.url()

  await page.goto(`/inbox?q=${key}`)
  await page.getByLabel('Tasks').getByRole('link').filter({ hasText: key }).click()
  await page.getByText('overdue, was due').waitFor()
  const held = page.getByRole('group', { name: 'Contract' })
  await held.getByRole('link', { name: 'contract.pdf' }).waitFor()
  expect(await held.getByRole('button').count()).toBe(0)
  const proof = page.getByRole('group', { name: 'Proof' })
  await choose(proof, { name: 'programme.exe', mimeType: 'application/octet-stream', buffer: pdf })
  await proof.getByText('“programme.exe” is of a type that is not taken here.').waitFor()
  await choose(proof, { name: 'forged.png', mimeType: 'image/png', buffer: pdf })
  await proof.getByText('it does not begin as a .png does').waitFor()
  await choose(proof, { name: 'much.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([pdf, Buffer.alloc(10_600_000)]) })
  await proof.getByText('“much.pdf” is too large.').waitFor()
  await drop(page, 'Proof', 'signed by both, with the annexes of both sides and the letter that came with them in March.pdf', pdf)
  await choose(proof, { name: 'site.png', mimeType: 'image/png', buffer: png })
  await choose(proof, { name: 'by mistake.png', mimeType: 'image/png', buffer: png })
  await proof.getByRole('button', { name: 'Remove by mistake.png' }).focus()
  await page.keyboard.press('Enter')
  await proof.getByText('“by mistake.png” is removed.').waitFor({ state: 'attached' })
  await page.getByLabel('Remark').fill('Both have signed.')
  await choose(proof, { name: 'programme.exe', mimeType: 'application/octet-stream', buffer: pdf })
  await screenshotsOf(page, 'attachments-task')
  expect(await seriousViolations(page)).toEqual([])

  // What waits is there again.
  await page.getByText('Draft kept').waitFor()
  await page.reload()
  await proof.getByRole('link', { name: 'site.png' }).waitFor()
  expect(await proof.getByRole('listitem').count()).toBe(2)
  await page.getByRole('button', { name: 'Complete', exact: true }).click()
  await page.getByText('is done.').waitFor()

  await page.goto(instance)
  await page.getByLabel('Timeline').getByText("Handed in 'site.png'").waitFor()
  await page.getByRole('tab', { name: 'Files' }).click()
  const files = page.getByRole('list', { name: 'Files' })
  expect(await files.getByRole('listitem').count()).toBe(3)
  await screenshotsOf(page, 'attachments-instance')
  const saving = page.waitForEvent('download')
  await files.getByRole('link', { name: 'contract.pdf' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('contract.pdf')
  expect(await readFile(await saved.path())).toEqual(pdf)
  expect(pageErrors).toEqual([])
  expect(violations).toEqual([])
})

test('files can be attached in German on a phone', async () => {
  const page = await openPage(browser, { locale: 'de-DE', width: 390, height: 844, colorScheme: 'dark' })
  await page.goto('/sign-in')
  await page.getByLabel('Benutzername').fill('operator')
  await page.getByLabel('Passwort', { exact: true }).fill('operator')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByRole('searchbox', { name: 'Aufgaben suchen' }).waitFor()
  await page.goto(`/processes/${key}`)
  await page.getByRole('button', { name: 'Starten', exact: true }).click()
  const contract = page.getByRole('group', { name: 'Contract' })
  await choose(contract, { name: 'bild.png', mimeType: 'image/png', buffer: png })
  await contract.getByText('ist von einer Art, die hier nicht angenommen wird').waitFor()
  await choose(contract, { name: 'Vertrag.pdf', mimeType: 'application/pdf', buffer: pdf })
  await contract.getByRole('button', { name: 'Vertrag.pdf entfernen' }).waitFor()
  await page.screenshot({ path: `${process.env['SCREENSHOTS_DIR'] ?? '/tmp'}/attachments-german.png` })
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
})

type Locator = ReturnType<Page['getByRole']>

async function choose(field: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await field.locator('input[type=file]').setInputFiles(file)
}

async function drop(page: Page, field: string, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const data = new DataTransfer()
      data.items.add(new File([text], fileName, { type: 'application/pdf' }))
      return data
    },
    [name, content.toString('latin1')] as const,
  )
  const group = page.getByRole('group', { name: field })
  await group.getByRole('button', { name: /^Choose/ }).dispatchEvent('drop', { dataTransfer: transfer })
  await group.getByRole('link', { name }).waitFor()
}

async function deploy(): Promise<void> {
  const form = new FormData()
  form.append('comment', 'Offers with files')
  form.append('files', new Blob([diagram]), `${key}.bpmn`)
  form.append('files', new Blob([JSON.stringify(startForm)]), `${key}-start.form`)
  form.append('files', new Blob([JSON.stringify(taskForm)]), `${key}-task.form`)
  const response = await callApi('analyst', '/api/deployments', { method: 'POST', body: form })
  expect(await response.text()).toContain('"changed":true')
}

const startForm = {
  type: 'default',
  components: [
    { type: 'textfield', key: 'title', label: 'What it is about' },
    { type: 'filepicker', key: 'offer.contract', label: 'Contract', accept: '.pdf', validate: { required: true } },
  ],
}

const taskForm = {
  type: 'default',
  components: [
    { type: 'filepicker', key: 'offer.contract', label: 'Contract', readonly: true },
    { type: 'filepicker', key: 'proof', label: 'Proof', accept: '.pdf,image/*', multiple: true, validate: { required: true } },
    { type: 'textfield', key: 'remark', label: 'Remark' },
  ],
}

const diagram = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="test">
  <process id="${key}" name="File an offer" isExecutable="true">
    <startEvent id="start" flowable:formKey="${key}-start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="prove"/>
    <userTask id="prove" name="Prove it" flowable:candidateGroups="sales" flowable:formKey="${key}-task" flowable:dueDate="2026-01-31T08:00:00"
        flowable:priority="80"/>
    <sequenceFlow id="f2" sourceRef="prove" targetRef="end"/>
    <endEvent id="end"/>
  </process>
  <bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="${key}">
    <bpmndi:BPMNShape id="s1" bpmnElement="start"><dc:Bounds x="100" y="122" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="prove"><dc:Bounds x="200" y="100" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="end"><dc:Bounds x="360" y="122" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="f1"><di:waypoint x="136" y="140"/><di:waypoint x="200" y="140"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="f2"><di:waypoint x="300" y="140"/><di:waypoint x="360" y="140"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>`
