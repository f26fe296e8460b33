#!/bin/sh
# A sweep as an array: a task a shard. Submit it in a checkout, or in an archive's folder (there: bin/coppice), that all nodes see:
#   job=$(sbatch --parsable docs/batch/slurm.sh)
#   sbatch --dependency="afterany:$job" --cpus-per-task=4 --mem=16G --wrap './coppice sweep merge sweep --out front --model model.onnx'
# A task that is queued again goes on with its own table. Yours to set: the lines below.
#SBATCH --job-name=coppice-sweep
#SBATCH --array=1-3
#SBATCH --cpus-per-task=4
#SBATCH --mem=16G
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=sweep-%a.log
exec ./coppice sweep model.onnx --data pictures --out sweep --prune 0.1:0.8:0.1 --seeds 1,2 --round 4 \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
