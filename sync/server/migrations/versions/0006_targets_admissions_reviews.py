"""targets, admissions and annual reviews from the reports; those that are there are read again at the next start"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('report_figure', 'month_figure'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in ('targets_n', 'targets_d', 'admitted'):
                batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default='0'))
    op.create_table('cell_year',
    sa.Column('cell', sa.String(length=36), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('planned', sa.Integer(), nullable=False),
    sa.Column('reviewed', sa.Integer(), nullable=False),
    sa.Column('well', sa.Integer(), nullable=False),
    sa.Column('excellent', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('cell', 'year', name=op.f('pk_cell_year'))
    )
    with op.batch_alter_table('cell_year', schema=None) as batch_op:
        batch_op.create_index('ix_cell_year_year_cell', ['year', 'cell'], unique=False)
