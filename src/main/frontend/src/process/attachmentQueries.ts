import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { asProblem, client, unwrap, uploadFile, type Attachment, type UploadPlace } from '../api'
import { pollEvery } from '../live'

/** How the files of a form come to the server, and back from it. */
export interface FileAccess {
  upload: (field: string, file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<Attachment>
  remove: (id: string) => Promise<void>
}

export function fileAccess(place: UploadPlace): FileAccess {
  return {
    upload: (field, file, onProgress, signal) => uploadFile(place, field, file, onProgress, signal),
    remove: async (id) => {
      try {
        await unwrap(client.DELETE('/api/attachments/{id}', { params: { path: { id } } }))
      } catch (error) {
        // It is gone, which is what was asked for.
        if (asProblem(error).code !== 'attachment-not-found') {
          throw error
        }
      }
    },
  }
}

/** What waits for a task; asked for only where its form has a field for files. */
export function useTaskFiles(taskId: string, asked: boolean): UseQueryResult<Attachment[]> {
  return useQuery({
    queryKey: ['tasks', taskId, 'attachments'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/tasks/{id}/attachments', { params: { path: { id: taskId } }, signal }))).items,
    enabled: asked,
    // A refetch would throw away what the person has typed.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

/** What was handed in. */
export function useInstanceFiles(instanceId: string, live: boolean): UseQueryResult<Attachment[]> {
  return useQuery({
    queryKey: ['instances', instanceId, 'attachments', { live }],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/instances/{id}/attachments', { params: { path: { id: instanceId } }, signal }))).items,
    placeholderData: (previous) => previous,
    refetchInterval: live ? pollEvery(15_000) : false,
  })
}
