"""the second edition"""

from alembic import op
import sqlalchemy as sa


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('roll', sa.String(), nullable=False, server_default=''))

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('came_on', sa.Date(), nullable=True))

    op.add_column('organisation', sa.Column('earlier_terms', sa.String(), nullable=False, server_default=''))
    op.add_column('minutes', sa.Column('number', sa.Integer(), nullable=True))
    op.add_column('minutes', sa.Column('head', sa.String(), nullable=False, server_default=''))
