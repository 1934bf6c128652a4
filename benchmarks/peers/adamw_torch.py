#!/usr/bin/env python3
"""How long torch takes to clip the gradients of BERT-base and update its weights.

  clip_and_update_fused     AdamW(fused=True), the fastest on a processor
  clip_and_update_foreach   AdamW(foreach=True)
  copy_of_one_array         a copy of as many numbers: half of what it moves is read, half written

Example:
  python adamw_torch.py
"""

import peer_measuring
import torch

COUNT, TENSORS = 1_000_000, 110


def main():
    parser = peer_measuring.parser(__doc__)
    parser.add_argument("--threads", type=int, help="threads of torch (default: torch's choice)")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    figures = {
        f"clip_and_update_{kind}": milliseconds(options, update(kind))
        for kind in ("fused", "foreach")
    }
    source, target = torch.zeros(TENSORS * COUNT), torch.zeros(TENSORS * COUNT)
    figures["copy_of_one_array"] = milliseconds(options, lambda: target.copy_(source))
    subject = {"peer": f"torch {torch.__version__}", "threads": torch.get_num_threads()}
    peer_measuring.report("adamw", subject, figures)


def update(kind):
    parameters = [torch.nn.Parameter(torch.zeros(COUNT)) for _ in range(TENSORS)]
    for parameter in parameters:
        parameter.grad = torch.ones(COUNT)
    optimizer = torch.optim.AdamW(parameters, lr=1e-5, weight_decay=0.01, **{kind: True})

    def work():
        norm = torch.nn.utils.get_total_norm([parameter.grad for parameter in parameters])
        torch.nn.utils.clip_grads_with_norm_(parameters, 0.9999 * float(norm), norm)
        optimizer.step()

    return work


def milliseconds(options, work):
    return peer_measuring.figure("ms", [1000 * s for s in peer_measuring.times(options, work)])


if __name__ == "__main__":
    main()
