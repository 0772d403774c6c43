/**
 * The options of ours that change what Redis has to do: jobs with a priority go to a sorted set instead of a list,
 * and a job that is done is deleted. Ours have more (own ids, attempts, backoff), which is what is measured.
 */
export const bareJobOptions = { priority: 10, removeOnComplete: true } as const
